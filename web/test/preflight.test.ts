import { describe, expect, it, vi } from 'vitest';
import { RingdownError } from '../sdk/errors.js';
import { Phone } from '../sdk/phone.js';
import { summed } from '../sdk/preflight/echo.js';
import { sentences, turnRequired, verdict } from '../sdk/preflight/verdict.js';
import { onlyBy, trial } from '../sdk/preflight/ways.js';
import type { CallStats, Check, CheckName, PreflightOptions, PreflightReport } from '../sdk/ringdown.js';
import { BOB, device, type FakeSocket, settle } from './fakes.js';
import { browser, welcomed } from './harness.js';

const ANSWER = ['v=0', 'a=candidate:1 1 UDP 2 192.0.2.1 10000 typ host', 'a=candidate:2 1 TCP 1 192.0.2.1 443 typ host tcptype passive', 'a=setup:passive', ''].join('\r\n');
const RELAYS = [{ urls: ['turn:relay.example.com', 'turns:relay.example.com?transport=tcp'], username: 'u', credential: 'p' }];

/** A network that lets some ways through, and a gateway at its end. */
interface Network {
  udp?: boolean;
  tcp?: boolean;
  relayUdp?: boolean;
  relayTls?: boolean;
  iceServers?: RTCIceServer[];
  answer?: string;
  /** What comes of the call to the echo. */
  echo?: object;
  /** Packets that come back each second. */
  back?: number;
  arrived?: number;
  jitter?: number;
}

function serve(socket: FakeSocket, { udp = true, tcp = true, relayUdp = true, relayTls = true, answer = ANSWER, echo, back = 50, arrived, jitter = 0.002 }: Network): void {
  const said = socket.send.bind(socket);
  const passes = (peer: { config: RTCConfiguration; remoteDescription: { sdp: string } | null }): boolean => {
    const { iceServers = [], iceTransportPolicy } = peer.config;
    if (iceTransportPolicy === 'relay') return iceServers.flatMap(({ urls }) => urls).some((url) => url.startsWith('turns:') ? relayTls : relayUdp);
    const sdp = peer.remoteDescription?.sdp ?? '';
    return (udp && sdp.includes(' UDP ')) || (tcp && sdp.includes(' TCP '));
  };
  socket.send = (text) => {
    said(text);
    const message = JSON.parse(text) as { type: string; m: string; ref: string; call: string; on: boolean };
    const reply = (reaction: object) => void Promise.resolve().then(() => socket.receive(reaction));
    if (message.type === 'media.open') {
      reply({ type: 'media.answer', m: message.m, answer });
      setTimeout(() => {
        const peer = browser.peers[Number(message.m.split('.')[1]) - 1];
        if (peer && passes(peer)) peer.become('connected');
      }, 40);
    } else if (message.type === 'call') {
      reply(echo ? { ...echo, ref: message.ref } : { type: 'calling', ref: message.ref, call: 'c_1', sipCallId: 's', remote: BOB });
      if (!echo) setTimeout(() => socket.receive({ type: 'answered', call: 'c_1' }), 50);
    } else if (message.type === 'hangup') {
      reply({ type: 'ended', call: 'c_1', reason: 'hangup', by: 'local', durationMs: 6000 });
    } else if (message.type === 'stats' && arrived !== undefined) {
      reply({ type: 'stats', call: 'c_1', here: { received: arrived, sent: 0, lost: 0, path: 'udp' } });
    }
  };
  let seconds = 0;
  browser.statistics = () => new Map(Object.entries({
    i: { id: 'i', type: 'inbound-rtp', kind: 'audio', packetsReceived: back * ++seconds, packetsLost: 0, jitter },
    p: { id: 'p', type: 'candidate-pair', nominated: true, state: 'succeeded', currentRoundTripTime: 0.03 },
    o: { id: 'o', type: 'outbound-rtp', kind: 'audio', packetsSent: 50 * seconds, codecId: 'c' },
    c: { id: 'c', type: 'codec', mimeType: 'audio/opus' },
  }));
}

async function look(network: Network = {}, options: Partial<PreflightOptions> = {}): Promise<PreflightReport> {
  browser.plugged = [device('audiooutput', 'speakers')];
  const report = Phone.preflight({ token: 'T', url: 'https://gateway.example.com', ...options }, { platform: browser });
  report.catch(() => undefined);
  await settle();
  serve(browser.socketNow, network);
  await welcomed({ iceServers: network.iceServers ?? [] });
  await vi.advanceTimersByTimeAsync(30_000);
  return report;
}

const statuses = ({ checks }: PreflightReport): string => checks.map(({ name, status }) => `${name} ${status}`).join(', ');
const found = ({ checks }: PreflightReport, name: CheckName): Check | undefined => checks.find((check) => check.name === name);

describe('a preflight', () => {
  it('where all is well says so, with figures', async () => {
    const report = await look({ iceServers: RELAYS });
    expect(statuses(report)).toBe('browser ok, microphone ok, speaker ok, websocket ok, ice-udp ok, ice-tcp ok, turn-udp ok, turn-tls ok, media-echo ok');
    expect(report).toMatchObject({
      verdict: 'ready', sentences: ['Calls work here.'], rtt: 30, loss: 0, codec: 'opus', turnRequired: false, gateway: 'gateway.example.com', browser: 'Paper/1.0' });
    expect(report.jitter).toBeCloseTo(2);
    expect(report.mos).toBeGreaterThan(4);
    expect(report.at).toMatch(/^1970-01-01T00:\d\d:\d\d\.\d\d\dZ$/);
  });

  it('can be shared: it is JSON, and has neither the token nor anybody’s address', async () => {
    const report = await look({ iceServers: RELAYS }, { token: 'secret-token' });
    const shared = JSON.stringify(report);
    expect(JSON.parse(shared)).toEqual(report);
    expect(shared).not.toMatch(/secret-token|192\.0\.2|credential|speakers/);
  });

  it('leaves nothing open', async () => {
    await look({ iceServers: RELAYS });
    expect(browser.peers.map(({ connectionState }) => connectionState)).toEqual(Array(5).fill('closed'));
    expect(browser.microphones.map(({ stopped, copies }) => [stopped, ...copies.map((copy) => copy.stopped)])).toEqual([[true, true]]);
    expect(browser.socketNow.closed).toBe(true);
    expect(browser.socketNow.last('hello').register).toBe(false);
  });

  it('is measured, not heard', async () => {
    const report = look();
    await vi.advanceTimersByTimeAsync(10);
    await report;
    expect(browser.elements.map(({ muted }) => muted)).toEqual([true]);
  });

  it('tells of each check as it goes', async () => {
    const told: string[] = [];
    await look({}, { onProgress: ({ name, status }) => told.push(`${name} ${status}`) });
    expect(told.slice(0, 6)).toEqual(['browser running', 'browser ok', 'microphone running', 'microphone ok', 'speaker running', 'speaker ok']);
    expect(told.at(-1)).toBe('media-echo ok');
  });

  it('asks for the microphone while the browser still knows of the click', () => {
    Phone.preflight({ token: 'T', url: 'https://g' }, { platform: browser }).catch(() => undefined);
    return Promise.resolve().then(() => Promise.resolve()).then(async () => {
      await settle();
      expect(browser.asked).toHaveLength(1);
      expect(browser.sockets).toHaveLength(1);
    });
  });

  it('in a network that drops UDP finds the way by TCP', async () => {
    const report = await look({ udp: false });
    expect(statuses(report)).toContain('ice-udp failed, ice-tcp ok, turn-udp skipped, turn-tls skipped, media-echo ok');
    expect([report.verdict, report.turnRequired]).toEqual(['degraded', false]);
    expect(report.sentences[1]).toMatch(/does not reach the gateway by UDP\. A firewall drops UDP/);
  });

  it('in one that lets out a relay over TLS only says that it is needed', async () => {
    const report = await look({ udp: false, tcp: false, relayUdp: false, iceServers: RELAYS, back: 50 });
    expect(statuses(report)).toContain('ice-udp failed, ice-tcp failed, turn-udp failed, turn-tls ok');
    expect([report.turnRequired, report.sentences[1]]).toEqual([true, 'This network lets calls out through a relay only.']);
  });

  it('in one that lets nothing out says that calls do not work', async () => {
    const report = await look({ udp: false, tcp: false, back: 0 });
    expect([report.verdict, report.sentences[0]]).toEqual(['blocked', 'Calls do not work here.']);
  });

  it('tries no way that the gateway does not offer', async () => {
    const report = await look({ answer: ANSWER.split('\r\n').filter((line) => !line.includes(' TCP ')).join('\r\n') });
    expect(found(report, 'ice-tcp')).toMatchObject({ status: 'skipped', message: 'The gateway offers no TCP (media.webrtc-tcp-port).' });
    expect(report.verdict).toBe('ready');
  });

  it('says by the gateway’s own words which direction is deaf', async () => {
    const deaf = await look({ back: 0, arrived: 0 });
    expect(found(deaf, 'media-echo')).toMatchObject({ status: 'failed', code: 'ice-failed', message: 'The gateway hears nothing of this page.' });
    expect(deaf.verdict).toBe('blocked');
  });

  it('and where it is heard, that nothing comes back', async () => {
    expect(found(await look({ back: 0, arrived: 300 }), 'media-echo')).toMatchObject({ message: 'Nothing comes back from the gateway.' });
  });

  it('hears a bad network', async () => {
    const report = await look({ jitter: 0.4 });
    expect([report.verdict, found(report, 'media-echo')?.status]).toEqual(['degraded', 'warn']);
    expect(report.sentences[1]).toMatch(/^Sound comes back badly: 30 ms there and back, 400 ms of jitter, 0\.0 % lost, MOS \d\.\d\. Go nearer/);
  });

  it('does without an echo where none may be called', async () => {
    const report = await look({ echo: { type: 'error', code: 'destination-not-allowed', message: 'alice may not call 600.' } });
    expect(found(report, 'media-echo')).toMatchObject({ status: 'skipped', code: 'destination-not-allowed' });
    expect([report.verdict, 'mos' in report]).toEqual(['ready', false]);
  });

  it('without a microphone says what to do, and learns all the rest', async () => {
    browser.refusal = new RingdownError('mic-denied');
    const report = await look();
    expect(statuses(report)).toContain('microphone failed, speaker ok, websocket ok, ice-udp ok, ice-tcp ok, turn-udp skipped, turn-tls skipped, media-echo skipped');
    expect(report).toMatchObject({ verdict: 'blocked', sentences: ['Calls do not work here.', expect.stringMatching(/^The microphone was not allowed\. Allow the microphone/)] });
  });

  it('in a browser without WebRTC says so, and tries nothing', async () => {
    browser.supported = false;
    const report = await Phone.preflight({ token: 'T', url: 'https://g' }, { platform: browser });
    expect([report.verdict, found(report, 'browser')?.code, found(report, 'websocket')?.status]).toEqual(['blocked', 'unsupported-browser', 'skipped']);
    expect(browser.sockets).toEqual([]);
  });

  it('with a bad token says that', async () => {
    const report = Phone.preflight({ token: 'T', url: 'https://g' }, { platform: browser });
    await settle();
    browser.socketNow.open();
    await settle();
    browser.socketNow.receive({ type: 'error', code: 'token-expired', message: 'The token has expired.' });
    browser.socketNow.drop(4003);
    await settle();
    expect(found(await report, 'websocket')).toMatchObject({ status: 'failed', code: 'token-expired' });
    expect(statuses(await report)).toContain('ice-udp skipped, ice-tcp skipped, turn-udp skipped, turn-tls skipped, media-echo skipped');
  });

  it('does not judge loudspeakers where the browser tells nothing of them, as Safari does', async () => {
    browser.choosesSpeaker = false;
    const report = await look();
    expect([found(report, 'speaker')?.status, report.verdict]).toEqual(['skipped', 'ready']);
  });

  it('can be given up, and cleans up', async () => {
    const over = new AbortController();
    const report = Phone.preflight({ token: 'T', url: 'https://g', signal: over.signal }, { platform: browser });
    const refused = expect(report).rejects.toThrow('enough');
    serve(await welcomed(), {});
    over.abort(new Error('enough'));
    await vi.advanceTimersByTimeAsync(20_000);
    await refused;
    expect([browser.socketNow.closed, browser.microphones[0]?.stopped]).toEqual([true, true]);
    await expect(Phone.preflight({ token: 'T', url: 'https://g', signal: over.signal }, { platform: browser })).rejects.toThrow('enough');
  });
});

describe('the verdict', () => {
  const of = (...failed: string[]): Check[] => failed.map((text) => {
    const [name, status] = text.split(' ') as [CheckName, Check['status']];
    return { name, status };
  });

  it.each([
    ['ready', ['ice-udp ok']],
    ['ready', ['ice-udp ok', 'ice-tcp failed', 'turn-tls failed']],
    ['ready', []],
    ['degraded', ['ice-udp failed', 'ice-tcp ok']],
    ['degraded', ['speaker warn']],
    ['degraded', ['ice-udp ok', 'media-echo warn']],
    ['degraded', ['ice-udp failed', 'ice-tcp failed', 'media-echo ok']],
    ['blocked', ['ice-udp failed', 'ice-tcp skipped']],
    ['blocked', ['microphone failed']],
    ['blocked', ['ice-udp ok', 'media-echo failed']],
    ['blocked', ['websocket failed']],
    ['blocked', ['browser failed']],
  ] as const)('%s: %j', (expected, checks) => expect(verdict(of(...checks))).toBe(expected));

  it.each([
    [false, ['ice-udp ok', 'turn-udp ok']],
    [false, ['ice-udp failed', 'ice-tcp ok']],
    [true, ['ice-udp failed', 'ice-tcp skipped', 'turn-tls ok']],
    [undefined, ['ice-udp failed', 'turn-udp failed']],
    [undefined, []],
  ] as const)('a relay is needed: %s where %j', (expected, checks) => expect(turnRequired(of(...checks))).toBe(expected));

  it('speaks of troubles alone', () => {
    expect(sentences({ verdict: 'degraded', checks: [
      { name: 'browser', status: 'ok', message: 'Fine.' }, { name: 'speaker', status: 'warn', message: 'None.', hint: 'Plug one in.' }] }))
      .toEqual(['Calls work here, but not as well as they could.', 'None. Plug one in.']);
  });
});

describe('the ways', () => {
  it('an answer is left with the candidates of one transport', () => {
    expect(onlyBy('udp', ANSWER)).toBe('v=0\r\na=candidate:1 1 UDP 2 192.0.2.1 10000 typ host\r\na=setup:passive\r\n');
    expect(onlyBy('tcp', ANSWER)).toContain('tcptype passive');
    expect(onlyBy('tcp', 'v=0\r\na=candidate:1 1 udp 2 192.0.2.1 10000 typ host\r\n')).toBeUndefined();
  });

  it.each([
    ['turn-udp', 'turn:r', true], ['turn-udp', 'turn:r?transport=udp', true], ['turn-udp', 'turns:r', false], ['turn-udp', 'stun:r', false],
    ['turn-tls', 'turns:r:443?transport=tcp', true], ['turn-tls', 'turn:r?transport=tcp', true], ['turn-tls', 'turn:r', false],
  ] as const)('%s by %s: %s', (way, urls, expected) => expect(trial(way, [{ urls }]) !== undefined).toBe(expected));
});

it('an echo is judged without its first second', () => {
  const second = (members: Partial<CallStats>): CallStats => ({
    t: 0, mos: 4, rtt: 20, jitter: 2, lossIn: 0, lossOut: 0, codec: 'opus', levelIn: 0, levelOut: 0, candidate: 'host', packetsIn: 50, packetsOut: 50, ...members });
  expect(summed([second({ jitter: 90, packetsIn: 10 }), second({}), second({ lossOut: 0.02, jitter: 4 })]))
    .toEqual({ mos: 4, rtt: 20, jitter: 3, loss: 0.01, codec: 'opus', returned: 110 });
  expect(summed([])).toMatchObject({ returned: 0 });
});
