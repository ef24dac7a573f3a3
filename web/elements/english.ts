/** What the phone says, in English. Other languages have the same members: the type sees to it. The button's own words: `button/words.ts`. */
import { CATALOGUE } from '../sdk/errors.js';
import type { ErrorWords } from '../sdk/locale.js';

export const ENGLISH = {
  phone: {
    name: 'Phone', call: 'Call', redial: 'Redial', video: 'Video', number: 'Number or name', numberToCall: 'Number or name to call',
    erase: 'Delete the last character', keypad: 'Keypad', zero: '0, hold for plus', star: 'star', hash: 'hash',
    matches: (count: number): string => count === 1 ? 'One match' : `${count} matches`, suggestions: 'Matches among contacts and recent calls',
    dismiss: 'Dismiss', connect: 'Connect', signOut: 'Sign out', notSignedIn: 'Not signed in',
    allowMicrophone: 'If the browser asks for the microphone, allow it.', giveUp: 'Give up',
    keys: 'Keys pressed', duration: 'Duration', recorded: 'This call is recorded',
  },
  states: {
    offline: 'Offline', connecting: 'Connecting…', online: 'Ready to call', registered: 'Ready for calls', reconnecting: 'Connection lost, reconnecting…',
    disturb: 'Do not disturb',
  },
  call: {
    answering: 'Answering…', calling: 'Calling…', incoming: 'Incoming call', incomingVideo: 'Incoming video call', ringing: 'Ringing…', active: 'Connected',
    held: 'On hold', heldByThem: 'The other side has put you on hold', reconnecting: 'Sound interrupted, reconnecting…', ended: 'Call ended',
    muted: 'Connected, your microphone is muted', noCommonVideo: 'Connected; the two sides have no common kind of video',
    noVideoThere: 'Connected; the other side shows no video', wantsVideo: 'Connected; the other side would like to see you',
    from: (name: string): string => `Incoming call from ${name}`, calls: (name: string): string => `☎ ${name} is calling`, over: (how: string): string => `Call ended. ${how}`,
    answer: 'Answer', holdAndAnswer: 'Hold & answer', endAndAnswer: 'End & answer', decline: 'Decline', silence: 'Silence',
    mute: 'Mute', hold: 'Hold', transfer: 'Transfer', hangUp: 'Hang up', unknown: 'Unknown', conference: 'Conference',
    them: 'The other side', you: 'Your camera', swapPictures: 'Swap the pictures', window: 'Own window', screen: 'Screen',
    transferTo: 'Number or name to transfer the call to', transferNow: 'Transfer now', askFirst: 'Ask first',
  },
  others: {
    elsewhere: 'In another tab or on another device', elsewhereName: 'Calls in other tabs or on other devices', bring: 'Bring here',
    bringName: (name: string): string => `Bring here: the call with ${name}`, pageGone: 'whose page is gone',
    waiting: 'Waiting', waitingName: 'Calls that wait', swap: 'Swap', swapName: (name: string): string => `Swap: talk to ${name}`,
    connect: 'Connect', connectName: (name: string): string => `Connect: ${name}, and leave`, merge: 'Merge', mergeName: (name: string): string => `Merge: talk to ${name} as well`,
  },
  transfer: {
    trying: 'Transferring…', ringing: 'Ringing at the new number…', done: 'The call was passed on.', failed: 'The call could not be passed on and is yours again.',
  },
  quality: {
    name: 'Call quality', unknown: 'Listening…', good: 'Sounds good', details: 'Details of the call quality',
    deafThere: 'No sound has come from the other side', deafHere: 'Your sound does not reach the gateway',
    lossHere: 'Your network is losing sound', lossThere: 'The other side’s network is losing sound',
    late: 'You hear each other late', uneven: 'Sound comes unevenly', poor: 'It sounds poor',
    mos: 'Quality (1 to 4.5)', lossIn: 'Lost on the way in', lossOut: 'Lost on the way out', jitter: 'Jitter', rtt: 'Round trip', codec: 'Codec',
    path: 'Path', received: 'Packets in', sent: 'Packets out', yours: 'You', theirs: 'Other side', none: '–',
    ms: (ms: number): string => `${Math.round(ms)} ms`, direct: 'direct', relay: 'by a relay',
  },
  tabs: { name: 'Parts of the phone', keypad: 'Keypad', recents: 'Recents', contacts: 'Contacts', settings: 'Settings', missed: (count: number): string => `, ${count} missed` },
  recents: {
    empty: 'No calls yet', emptyHint: 'Calls you make and take appear here.', missed: 'Missed', declined: 'Declined', outgoing: 'Outgoing', incoming: 'Incoming',
    unanswered: 'No answer', keep: (name: string): string => `Add ${name} to contacts`,
    guest: 'Guests have no history.', away: 'The list cannot be read now.', again: 'Try again', anonymous: 'Anonymous', more: 'Earlier calls',
  },
  contacts: {
    empty: 'No contacts yet', emptyHint: 'People you add here are found while you dial.', filter: 'Search contacts', add: 'Add a contact', edit: (name: string): string => `Edit ${name}`,
    title: 'Contact', personName: 'Name', number: 'Number', save: 'Save', remove: 'Delete', cancel: 'Cancel',
    nobody: 'Nobody of that name', guest: 'Guests have no contacts.', badNumber: 'That is not a number that can be dialled.', failed: 'The gateway did not keep it.',
  },
  settings: {
    title: 'Settings', disturb: 'Do not disturb', disturbHint: 'Nothing rings; whoever calls you hears that you are busy.',
    waiting: 'Call waiting', waitingHint: 'A second call rings while you talk; without it, its caller hears busy.',
    ring: 'Ring aloud', ringHint: 'Off: calls are shown here, and nothing is heard.',
    notices: 'Show calls outside this window', noticesHint: 'A message of your system says who is calling while this window is behind others.',
    closed: 'Ring when closed', closedHint: 'This browser is woken and says who is calling, also when no page of the phone is open.',
    noticesDenied: 'The browser was told not to show messages of this page. The icon left of the address changes that.',
    noticesMissing: 'This browser shows no messages of this page.', letters: 'Letter keys in calls',
    lettersHint: 'M mutes, H holds, T transfers, V shows the camera, Q shows the quality.',
    voicemail: (count: number): string => count === 0 ? 'New voicemail' : count === 1 ? '1 new message' : `${count} new messages`,
  },
  devices: {
    microphone: 'Microphone', speaker: 'Loudspeaker', ringer: 'Rings on', system: 'As the system has it', level: 'How loud the microphone is', test: 'Play a tone',
  },
  check: {
    title: 'Check this phone', hint: 'Looks at microphone, network and sound, which takes some twenty seconds.', begin: 'Check now', again: 'Check again', stop: 'Stop',
    copy: 'Copy the report', copied: 'Copied. It has no names, numbers or addresses in it.', notCopied: 'The browser did not allow it to be copied.',
    verdicts: { ready: 'Calls work here.', degraded: 'Calls work here, but not as well as they could.', blocked: 'Calls do not work here.' },
    relayOnly: 'This network lets calls out through a relay only.',
    heard: (mos: string, ms: number, lost: string): string => `An echo came back with a quality of ${mos}, after ${ms} ms, ${lost} of it lost.`,
    statuses: { running: 'Looking…', ok: 'Good', warn: 'Weak', failed: 'Failed', skipped: 'Not tried' },
    names: {
      browser: 'This browser', microphone: 'Microphone', speaker: 'Loudspeaker', websocket: 'Connection to the gateway',
      'ice-udp': 'Sound by UDP', 'ice-tcp': 'Sound by TCP', 'turn-udp': 'Relay by UDP', 'turn-tls': 'Relay by TLS', 'media-echo': 'How it sounds',
    },
    troubles: {
      speaker: 'The browser names no loudspeaker. Plug one in, or look at the system’s sound settings.',
      'ice-udp': 'A firewall drops UDP: calls take another way, if there is one.',
      'ice-tcp': 'A firewall or a proxy holds TCP to the gateway’s port for sound back.',
      'turn-udp': 'The relay is not reached, refuses its password, or does not reach the gateway.',
      'turn-tls': 'The relay is not reached, its certificate is not trusted, or it does not reach the gateway.',
      'media-echo': 'Sound comes back badly or not at all. Go nearer to the Wi-Fi, use a cable, or ask who runs this network.',
    },
  },
  hints: {
    microphone: 'Allow the microphone now, and your first call connects at once.', allow: 'Allow', notices: 'Be told of calls while this window is behind others?',
    turnOn: 'Turn on', later: 'Not now',
  },
  coach: {
    again: 'Try again',
    'mic-denied': { title: 'The microphone is blocked', why: 'This page may not use the microphone, so nobody would hear you.' },
    'mic-not-found': { title: 'No microphone was found', why: 'The computer has no microphone that the browser can see.' },
    'mic-in-use': { title: 'The microphone is busy', why: 'Another program holds it, or the system does not let go of it.' },
    'insecure-context': { title: 'This page is not secure', why: 'Browsers give the microphone only to pages that come over https.' },
    'permissions-policy': { title: 'The page around this phone blocks the microphone', why: 'The phone is shown inside another page, which does not pass the microphone on.' },
    steps: {
      chromium: ['Click the icon left of the address.', 'Switch “Microphone” on.', 'Try again; if asked, reload the page.'],
      firefox: ['Click the crossed-out microphone left of the address.', 'Remove “Blocked” beside “Use the microphone”.', 'Try again and choose “Allow”.'],
      safari: ['Open the menu “Safari”, then “Settings for this website”.', 'Set “Microphone” to “Allow”.', 'Reload the page and try again.'],
      'mic-not-found': ['Plug a headset or a microphone in, or switch the Bluetooth one on.', 'Check the system’s sound settings: is it listed, and not disabled?', 'Try again.'],
      'mic-in-use': ['Close other programs and tabs that make calls or record.', 'Unplug the headset and plug it in again.', 'Try again.'],
      'insecure-context': ['Open this page by an address that begins with https://.', 'If there is none, ask whoever runs this phone.'],
      'permissions-policy': ['Open the phone in a tab of its own.', 'Or ask whoever made the page: the frame needs allow="microphone; autoplay".'],
    },
  },
  signIn: {
    who: 'Who is calling?', dev: 'This gateway runs in dev mode: one click signs you in.', title: 'Sign in',
    user: 'Name', password: 'Password', send: 'Sign in', none: 'The page around this phone signs its users in: it sets the phone’s property “token” to a function that fetches one.',
  },
  errors: CATALOGUE as ErrorWords,
};

/** What a language has to say. */
export type Words = typeof ENGLISH;

/** How calls end. Apart from the rest, so that the button can carry it alone. */
export const ENGLISH_ENDS = {
  youHungUp: 'You hung up.', theyHungUp: 'The other side hung up.', hangup: 'The call has ended.', youWereBusy: 'You were busy.', busy: 'The line is busy.',
  youDeclined: 'You declined the call.', declined: 'The call was declined.', missed: 'You missed a call.', noAnswer: 'Nobody answered.',
  callerGaveUp: 'The caller gave up.', youGaveUp: 'You gave up before an answer.', elsewhere: 'Answered in another tab or on another device.',
  notFound: 'There is nobody at this number.', unavailable: 'The other side cannot be reached now.', forbidden: 'This number may not be called.',
  codecs: 'The two phones have no common way to send sound.', noSound: 'No sound came from the other side any more.',
  networkLost: 'The connection was lost.', transferred: 'The call was passed on.', limit: 'The call reached its time limit.',
  error: 'Something went wrong on the way.',
};

export type Ends = typeof ENGLISH_ENDS;
