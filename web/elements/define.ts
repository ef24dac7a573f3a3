import { RingdownButton } from '../button/button.js';
import { RingdownPhone } from '../phone/phone.js';

/** Makes the elements known to the browser, once, however many copies of the script a page loads. */
export function define(): void {
  if (typeof customElements !== 'object') return;
  if (!customElements.get('ringdown-button')) customElements.define('ringdown-button', RingdownButton);
  if (!customElements.get('ringdown-phone')) customElements.define('ringdown-phone', RingdownPhone);
}
