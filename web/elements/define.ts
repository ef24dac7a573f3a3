import { RingdownButton } from '../button/button.js';
import { open } from '../button/calling.js';
import { callingFrom } from '../button/source.js';
import { RingdownPhone } from '../phone/phone.js';

/** Makes the elements known to the browser, once, however many copies of the script a page loads. Nothing is fetched later. */
export function define(): void {
  callingFrom(() => Promise.resolve({ open }));
  if (typeof customElements !== 'object') return;
  if (!customElements.get('ringdown-button')) customElements.define('ringdown-button', RingdownButton);
  if (!customElements.get('ringdown-phone')) customElements.define('ringdown-phone', RingdownPhone);
}
