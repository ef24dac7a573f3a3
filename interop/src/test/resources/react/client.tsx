// In the browser: takes over what the server made. What does not fit is told on the console.
import { hydrateRoot } from 'react-dom/client';
import { App } from './app';

hydrateRoot(document.querySelector('#root')!, <App />);
