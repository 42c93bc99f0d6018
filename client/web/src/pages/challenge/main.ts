import { startPage } from '../../ui/mount.ts';
import App from './App.svelte';

startPage(App);
