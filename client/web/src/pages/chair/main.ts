import { startPage } from '../../ui/mount';
import App from './App.svelte';

startPage(App);
