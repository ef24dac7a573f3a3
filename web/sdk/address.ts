/** Where the gateway is. */

let scriptUrl: string | undefined;

/** Each bundle's entry says where it was loaded from, which is where the gateway is unless the page says otherwise. */
export function loadedFrom(url: string | undefined): void {
  scriptUrl = url;
}

/** The gateway's origin, when nobody has named it. */
export function gateway(): string {
  for (const url of [scriptUrl, typeof location === 'object' ? location.href : undefined]) {
    if (url !== undefined && /^https?:/.test(url)) return new URL(url).origin;
  }
  throw new TypeError('the option "url" must name the gateway: this script was not loaded from one');
}

/** The address of the page's socket: for https://host, wss://host/v1/phone. A path is a gateway behind a proxy. */
export function socketUrl(url: string): string {
  const address = new URL(url.replace(/^http/i, 'ws'));
  if (!address.pathname.endsWith('/v1/phone')) address.pathname = `${address.pathname.replace(/\/$/, '')}/v1/phone`;
  address.search = '';
  address.hash = '';
  return address.href;
}
