/** The ways by which packets may reach the gateway, each tried alone. */

export type Way = 'udp' | 'tcp' | 'turn-udp' | 'turn-tls';

/** How a connection is made that can take this way only: with what relays, and with what of the gateway's answer. */
export interface Trial { readonly config: Pick<RTCConfiguration, 'iceServers' | 'iceTransportPolicy'>; readonly answer: (sdp: string) => string | undefined }

/** Undefined where there is no such way: no relay that is reached so. */
export function trial(way: Way, servers: readonly RTCIceServer[]): Trial | undefined {
  if (way === 'udp' || way === 'tcp') return { config: { iceServers: [] }, answer: (sdp) => onlyBy(way, sdp) };
  const iceServers = relays(servers, way);
  return iceServers.length === 0 ? undefined : { config: { iceServers, iceTransportPolicy: 'relay' }, answer: (sdp) => sdp };
}

/** The answer with those candidates alone that are reached so (RFC 8839 §5.1); undefined where there are none. */
export function onlyBy(transport: 'udp' | 'tcp', sdp: string): string | undefined {
  const lines = sdp.split('\r\n').filter((line) => !line.startsWith('a=candidate:') || line.split(' ')[2]?.toLowerCase() === transport);
  return lines.some((line) => line.startsWith('a=candidate:')) ? lines.join('\r\n') : undefined;
}

/** A relay is reached by UDP unless its URL says otherwise (RFC 7065 §3.1). TCP without TLS counts as TLS: it gets out where UDP does not. */
function relays(servers: readonly RTCIceServer[], way: 'turn-udp' | 'turn-tls'): RTCIceServer[] {
  const fits = (url: string) => /^turns?:/i.test(url) && (/^turns:/i.test(url) || /[?&]transport=tcp/i.test(url)) === (way === 'turn-tls');
  return servers.map((server) => ({ ...server, urls: [server.urls].flat().filter(fits) })).filter(({ urls }) => urls.length > 0);
}
