/** Entry of ringdown-button.js: the button alone. What calls is another file, fetched when a hand comes near. */
import { loadedFrom } from '../sdk/address.js';
import { RingdownButton } from './button.js';
import { callingFrom, fetched } from './source.js';

loadedFrom(import.meta.url);
callingFrom(fetched(new URL('ringdown-calling.js', import.meta.url).href));
if (typeof customElements === 'object' && !customElements.get('ringdown-button')) customElements.define('ringdown-button', RingdownButton);
