// SIP.js through its SimpleUser, as its documentation uses it.
import { Web } from 'sip.js';
import { enter, lab, query } from './lab.js';

const user = new Web.SimpleUser(query.ws, {
  aor: `sip:${query.user}@${query.domain}`,
  media: { constraints: { audio: { echoCancellation: false, noiseSuppression: false, autoGainControl: false }, video: false } },
  userAgentOptions: { authorizationUsername: query.user, authorizationPassword: query.password, logLevel: 'warn' },
  delegate: {
    onRegistered: () => { lab.registered = true; },
    onUnregistered: () => { lab.registered = false; },
    onCallCreated: () => { if (lab.state !== 'incoming') enter('calling'); },
    onCallReceived: () => enter('incoming'),
    onCallAnswered: () => {
      lab.connection = user.session.sessionDescriptionHandler.peerConnection;
      enter('active');
    },
    onCallHold: held => enter(held ? 'held' : 'active'),
    onCallHangup: () => enter('ended'),
  },
});

lab.dial = to => user.call(`sip:${to}@${query.domain}`);
lab.answer = () => user.answer();
lab.hangup = () => user.session && user.hangup();
lab.press = key => user.session.sessionDescriptionHandler.sendDtmf(key);   // SimpleUser's own sendDTMF sends INFO
lab.unregister = () => user.unregister();
await user.connect();
await user.register();
