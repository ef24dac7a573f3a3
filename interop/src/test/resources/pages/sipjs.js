// SIP.js for sip.js.
import * as SIP from './bundle/sipjs.js';

const states = { [SIP.SessionState.Establishing]: 'calling', [SIP.SessionState.Established]: 'active' };

export async function connect({ server, domain, user, password, audio }, told) {
  const sessionDescriptionHandlerOptions = { constraints: { audio, video: false } };
  const handler = session => session.sessionDescriptionHandler;

  const callOf = (session, direction) => {
    const reinvite = hold => new Promise((done, failed) => {
      session.sessionDescriptionHandlerOptionsReInvite = { ...sessionDescriptionHandlerOptions, hold };
      session.invite({ requestDelegate: { onAccept: done, onReject: () => failed(new Error('re-INVITE refused')) } }).catch(failed);
    });
    const call = {
      direction,
      state: direction === 'inbound' ? 'ringing' : 'calling',
      get remoteStream() { return handler(session).remoteMediaStream; },
      answer: () => session.accept({ sessionDescriptionHandlerOptions }),
      async hangup() {
        switch (session.state) {
          case SIP.SessionState.Initial:
          case SIP.SessionState.Establishing:
            return direction === 'inbound' ? session.reject() : session.cancel();
          case SIP.SessionState.Established:
            return session.bye();
        }
      },
      reject: () => session.reject({ statusCode: 603 }),
      sendDTMF: async digits => {
        if (!handler(session).sendDtmf(digits, { duration: 100, interToneGap: 100 })) throw new Error('SIP.js sends no DTMF now');
      },
      hold: () => reinvite(true),
      unhold: () => reinvite(false),
      session,
      transfer: to => refer(SIP.UserAgent.makeURI(to.includes('@') ? to : `sip:${to}@${domain}`)),
      join: other => refer(other.session),
    };
    const refer = to => new Promise((done, failed) => session.refer(to, {
      requestDelegate: { onAccept: done, onReject: () => failed(new Error('REFER refused')) },
    }).catch(failed));
    let ours = false;
    const bye = session.bye.bind(session);
    session.bye = (...options) => { ours = true; return bye(...options); };
    session.stateChange.addListener(state => {
      if (state === SIP.SessionState.Terminated) told.ended(call, { by: ours ? 'local' : 'remote' });
      else if (states[state] && states[state] !== call.state && !(direction === 'inbound' && states[state] === 'calling')) told.state(call, states[state]);
    });
    return call;
  };

  const ua = new SIP.UserAgent({
    uri: SIP.UserAgent.makeURI(`sip:${user}@${domain}`),
    transportOptions: { server },
    authorizationUsername: user,
    authorizationPassword: password,
    logLevel: 'warn',
    sessionDescriptionHandlerFactoryOptions: { peerConnectionConfiguration: { iceServers: [] } },
    delegate: { onInvite: invitation => told.incoming(callOf(invitation, 'inbound')) },
  });
  await ua.start();
  const registerer = new SIP.Registerer(ua);
  registerer.stateChange.addListener(state => { if (state === SIP.RegistererState.Registered) told.registered(); });
  await registerer.register({ requestDelegate: { onReject: ({ message }) => told.failed('registration: ' + message.statusCode) } });

  return {
    async dial(to) {
      const inviter = new SIP.Inviter(ua, SIP.UserAgent.makeURI(to), { sessionDescriptionHandlerOptions });
      const call = callOf(inviter, 'outbound');
      await inviter.invite({ requestDelegate: { onProgress: () => { if (call.state === 'calling') told.state(call, 'ringing'); } } });
      return call;
    },
    leave: () => new Promise((done, failed) => registerer.unregister({ requestDelegate: { onAccept: done } }).catch(failed)),
  };
}
