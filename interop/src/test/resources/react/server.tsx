// On a server: prints what the page begins with.
import { renderToString } from 'react-dom/server';
import { App } from './app';

console.log(renderToString(<App />));
