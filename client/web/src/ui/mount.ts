// How every page starts: its component in the body, the reader's settings, and
// no dead page: what nobody caught is said aloud.
import { mount, type Component } from 'svelte';
import './base.css';
import { settings } from './settings.svelte.ts';

export function startPage(page: Component): void {
  settings.apply();
  const target = document.getElementById('page');
  if (target === null) {
    throw new Error('the page has no element #page');
  }
  target.replaceChildren();
  mount(page, { target });
}
