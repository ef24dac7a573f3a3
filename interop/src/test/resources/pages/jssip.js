// JsSIP for sip.js.
import JsSIP from './bundle/jssip.js';

const heard = connection => new MediaStream(connection.getReceivers().map(({ track }) => track).filter(({ kind }) => kind === 'audio'));

export async function connect({ server, domain, user, password, audio }, told) {
  JsSIP.debug.disable();
  const options = { mediaConstraints: { audio, video: false }, pcConfig: { iceServers: [] } };
  const ua = new JsSIP.UA({ sockets: [new JsSIP.WebSocketInterface(server)], uri: `sip:${user}@${domain}`, password });

  const callOf = session => {
    const call = {
      direction: session.direction === 'incoming' ? 'inbound' : 'outbound',
      state: session.direction === 'incoming' ? 'ringing' : 'calling',
      get remoteStream() { return heard(session.connection); },
      answer: async () => session.answer(options),
      hangup: async () => { if (!session.isEnded()) session.terminate(); },
      reject: () => session.terminate({ status_code: 603 }),
      sendDTMF: async digits => session.sendDTMF(digits, { transportType: 'RFC2833', duration: 100, interToneGap: 100 }),
      hold: () => new Promise((done, failed) => { if (!session.hold({}, done)) failed(new Error('JsSIP does not hold now')); }),
      unhold: () => new Promise((done, failed) => { if (!session.unhold({}, done)) failed(new Error('JsSIP does not unhold now')); }),
      session,
      transfer: to => refer(to.includes('@') ? to : `sip:${to}@${domain}`),
      join: other => refer(other.session.remote_identity.uri, { replaces: other.session }),
    };
    const refer = (to, more) => new Promise((done, failed) => session.refer(to, {
        ...more,
        eventHandlers: { accepted: done, failed: () => failed(new Error('REFER failed')), requestFailed: () => failed(new Error('REFER refused')) },
      }));
    session.on('progress', () => { if (call.state === 'calling') told.state(call, 'ringing'); });
    session.on('confirmed', () => told.state(call, 'active'));
    session.on('newDTMF', ({ originator, dtmf }) => { if (originator === 'remote') told.key(call, dtmf.tone); });
    for (const end of ['ended', 'failed']) {
      session.on(end, ({ originator, cause, message }) => told.ended(call, { by: originator, reason: cause, status: message?.status_code }));
    }
    return call;
  };

  ua.on('registered', told.registered);
  ua.on('registrationFailed', ({ cause }) => told.failed('registration: ' + cause));
  ua.on('newRTCSession', ({ originator, session }) => { if (originator === 'remote') told.incoming(callOf(session)); });
  ua.start();
  return {
    dial: async to => callOf(ua.call(to, options)),
    leave: () => new Promise(done => { ua.on('unregistered', done); ua.unregister({ all: true }); }),
  };
}
