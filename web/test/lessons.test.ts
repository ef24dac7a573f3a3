/** What others have paid for: the troubles of browsers that users of other SDKs have met, each with the proof that it does not come back here. */
import { readdirSync, readFileSync } from 'node:fs';
import { describe, expect, it, vi } from 'vitest';
import { RingdownError } from '../sdk/errors.js';
import { reading, summary } from '../sdk/stats.js';
import { device, FakeTrack, jwt, settle } from './fakes.js';
import { accept, begin, browser, connected, make, reconnected, talking, welcomed } from './harness.js';

/** Not modules to import, but scripts of a page. */
const ENTRIES = ['elements/embed.ts', 'elements/global.ts', 'sdk/global.ts'];

describe('a page that is left and returned to (twilio-voice.js#406, #446)', () => {
  it('is told by pagehide: "unload" breaks the permissions policy of Chrome 146, and bars the back-forward cache', async () => {
    const listened = vi.spyOn(browser, 'on');
    const phone = make();
    await talking(phone, await connected(phone));
    const events = listened.mock.calls.map(([event]) => event);
    expect(events).toContain('pagehide');
    expect(events).not.toContain('unload');
    expect(events).not.toContain('beforeunload');
  });

  it.each(sources())('%s has no such listener either', (_, text) => expect(text).not.toMatch(/['"](before)?unload['"]|onunload|onbeforeunload/));

  it('connects again when it comes out of the back-forward cache, and goes on', async () => {
    const phone = make(), errors = vi.fn();
    phone.on('error', errors);
    await connected(phone);
    browser.fire('pagehide', { persisted: true });
    browser.fire('pageshow', { persisted: true });
    await reconnected();
    expect([phone.state, browser.sockets.length, errors.mock.calls.length]).toEqual(['registered', 2, 0]);
    expect(browser.socketNow.last('hello')).toMatchObject({ resume: 'r_1' });
  });
});

describe('statistics (twilio-voice.js 2.18.3)', () => {
  it('before ICE has connected, Chrome 141 reports no outbound-rtp: everything is zero, and nothing is NaN', () => {
    const before = reading(new Map(), 1);
    const later = reading(new Map([['o', { id: 'o', type: 'outbound-rtp', kind: 'audio', packetsSent: 5 }]]), 2);
    for (const stats of [summary(before, undefined), summary(later, before)]) {
      expect(Object.values(stats).filter((value) => typeof value === 'number' && !Number.isFinite(value))).toEqual([]);
    }
    expect(summary(later, before)).toMatchObject({ packetsOut: 5, lossOut: 0, codec: '' });
  });

  it('of a call at its very beginning can be asked for', async () => {
    const phone = make();
    const socket = await connected(phone);
    const calling = phone.call('600');
    await settle();
    accept(socket);
    expect(await (await calling).getStats()).toMatchObject({ mos: expect.any(Number) as number, packetsIn: 0, packetsOut: 0 });
  });
});

describe('what is asked for twice at once (twilio-voice.js 2.18.2, 2.11.2, 2.12.1)', () => {
  it('is done once: one socket, and one warm connection', async () => {
    const phone = make();
    void phone.connect();
    void phone.connect();
    begin(phone.prepare());
    begin(phone.prepare());
    await welcomed();
    expect([browser.sockets.length, browser.peers.length]).toEqual([1, 1]);
  });

  it('a call takes that connection, and makes no second one', async () => {
    const phone = make();
    await connected(phone);
    await phone.prepare();
    begin(phone.call('600'));
    await settle();
    expect(browser.peers).toHaveLength(1);
  });

  it('a microphone that is chosen while the phone connects, and while a call begins, makes no trouble', async () => {
    browser.plugged = [device('audioinput', 'built-in'), device('audioinput', 'headset')];
    const phone = make();
    const connecting = phone.connect();
    const chosen = phone.audio.setInput('headset');
    const calling = phone.call('600');
    const again = phone.audio.setInput('built-in');
    const socket = await welcomed();
    await settle();
    accept(socket);
    await Promise.all([connecting, chosen, calling, again]);
    expect(browser.asked.at(-1)).toEqual({ deviceId: { exact: 'built-in' } });
    expect(browser.microphones.filter(({ stopped }) => !stopped)).toEqual([browser.peerNow.track]);
  });
});

describe('SDP (twilio-voice.js 2.15.0)', () => {
  it('is what the browser wrote, both ways: codecs are ordered by setCodecPreferences', async () => {
    browser.switches = false;
    const phone = make();
    const socket = await connected(phone);
    await talking(phone, socket);
    const offered = vi.spyOn(browser.peerNow, 'createOffer'), set = vi.spyOn(browser.peerNow, 'setLocalDescription');
    socket.receive({ type: 'codec', call: 'c_1', m: socket.last('call').m, mid: '0', pt: 8, name: 'PCMA', clockRate: 8000 });
    await settle();
    expect(browser.peerNow.preferences?.map(({ mimeType }) => mimeType)).toEqual(['audio/PCMA', 'audio/opus']);
    expect(set.mock.calls[0]?.[0]).toBe(await offered.mock.results[0]?.value);
    expect(socket.last('media.open').offer).toBe('offer 2');
    expect(browser.peerNow.remoteDescription).toEqual({ type: 'answer', sdp: 'answer' });
  });
});

describe('a default microphone that is swapped (twilio-voice.js#297, #256)', () => {
  it.each([['devicechange'], ['visibilitychange']])('is followed, told of by %s', async (event) => {
    const phone = make();
    browser.plugged = [device('audioinput', 'default', 'Default: one', 'g1')];
    await talking(phone, await connected(phone));
    browser.plugged = [device('audioinput', 'default', 'Default: two', 'g2')];
    browser.fire(event);
    browser.fire(event);
    await settle();
    expect([browser.microphones.length, browser.peerNow.track]).toEqual([2, browser.microphones[1]]);
  });
});

describe('a laptop that slept for longer than its token was good (twilio-voice.js#110)', () => {
  it('fetches a fresh one and comes back: nobody hears of a bad token', async () => {
    const errors = vi.fn();
    const token = vi.fn(() => jwt({ sub: 'alice', iat: Date.now() / 1000, exp: Date.now() / 1000 + 600 }));
    const phone = make({ token });
    phone.on('error', errors);
    const socket = await connected(phone);
    vi.setSystemTime(Date.now() + 3_600_000);   // timers slept, too
    socket.receive({ type: 'error', code: 'token-expired', message: 'The token has expired.' });
    socket.drop(4003);
    await settle();
    await reconnected();
    expect([phone.state, token.mock.calls.length > 1, errors.mock.calls.length]).toEqual(['registered', true, 0]);
    expect(browser.socketNow.last('hello').token).toBe(token.mock.results.at(-1)?.value);
  });
});

describe('a laptop that slept with its socket open', () => {
  it('sends a fresh token as soon as it is looked at again: the timer for that slept, too', async () => {
    const token = vi.fn(() => jwt({ sub: 'alice', iat: Date.now() / 1000, exp: Date.now() / 1000 + 600 }));
    const socket = await connected(make({ token }));
    vi.setSystemTime(Date.now() + 3_600_000);
    browser.fire('visibilitychange');
    await vi.advanceTimersByTimeAsync(1_000);
    expect(socket.last('token').token).toBe(token.mock.results.at(-1)?.value);
  });
});

describe('a page that is rendered on a server (team-telnyx/webrtc#401, vercel/next.js#21275)', () => {
  it.each(sources().filter(([name]) => !ENTRIES.includes(name)))('%s looks at nothing of the browser’s before it is used', (_, text) => {
    const top = text.split('\n').filter((line) => /^(const|let|export const|export let|[a-z]\w*[.(])/.test(line) && !line.includes('=>'));
    expect(top.filter((line) => /\b(window|document|navigator|location|localStorage|sessionStorage)\b/.test(line.replace(/'[^']*'/g, '')))).toEqual([]);
  });
});

describe('iOS and other pages without a gesture (onsip/SIP.js#1023, nextcloud/spreed#18769, livekit/client-sdk-js#21)', () => {
  it.each([['pointerup'], ['keydown']])('what was blocked is played at the next %s', async (gesture) => {
    browser.blocked = true;
    const phone = make();
    await talking(phone, await connected(phone));
    browser.peerNow.ontrack?.({ track: new FakeTrack() });
    await settle();
    const [element] = browser.elements;
    if (element) element.blocked = false;
    browser.fire(gesture);
    await settle();
    expect(element?.playing).toBe(true);
  });
});

describe('a call that was answered on another device (DoubangoTelecom/sipml5#280)', () => {
  it('has an ending of its own, by this side, so that nobody counts it as missed', async () => {
    const phone = make();
    const socket = await connected(phone);
    socket.receive({ type: 'incoming', call: 'c_1', sipCallId: 's', remote: { uri: 'sip:bob@x' }, to: 'alice' });
    const ended = phone.calls[0]?.once('ended');
    socket.receive({ type: 'ended', call: 'c_1', reason: 'answered-elsewhere', by: 'local', durationMs: 0 });
    expect(await ended).toEqual({ reason: 'answered-elsewhere', by: 'local', durationMs: 0 });
  });
});

it('a microphone refused says why in the same words everywhere', async () => {
  browser.refusal = new RingdownError('permissions-policy');
  const phone = make();
  await connected(phone);
  await expect(phone.call('600')).rejects.toMatchObject({ code: 'permissions-policy', hint: expect.stringContaining('allow="microphone') as string });
});

function sources(): [string, string][] {
  return ['sdk', 'sdk/devices', 'sdk/preflight', 'elements', 'phone', 'button'].flatMap((folder) => {
    const at = new URL(`../${folder}/`, import.meta.url);
    return readdirSync(at).filter((name) => name.endsWith('.ts') && !name.endsWith('.d.ts'))
      .map((name): [string, string] => [`${folder}/${name}`, readFileSync(new URL(name, at), 'utf8')]);
  });
}
