import { GERMAN_ERRORS } from '../sdk/german.js';
import type { Ends, Words } from './english.js';

export const GERMAN_ENDS: Ends = {
  youHungUp: 'Sie haben aufgelegt.', theyHungUp: 'Die Gegenseite hat aufgelegt.', hangup: 'Das Gespräch ist beendet.', youWereBusy: 'Sie waren besetzt.', busy: 'Der Anschluss ist besetzt.',
  youDeclined: 'Sie haben den Anruf abgelehnt.', declined: 'Der Anruf wurde abgelehnt.', missed: 'Sie haben einen Anruf verpasst.', noAnswer: 'Niemand hat abgenommen.',
  callerGaveUp: 'Der Anrufer hat aufgegeben.', youGaveUp: 'Sie haben vor einer Antwort abgebrochen.', elsewhere: 'In einem anderen Tab oder Gerät angenommen.',
  notFound: 'Unter dieser Nummer gibt es niemanden.', unavailable: 'Die Gegenseite ist zurzeit nicht erreichbar.', forbidden: 'Diese Nummer darf nicht angerufen werden.',
  codecs: 'Die beiden Telefone haben keine gemeinsame Art, Ton zu senden.', noSound: 'Von der Gegenseite kam kein Ton mehr.',
  networkLost: 'Die Verbindung ging verloren.', transferred: 'Das Gespräch wurde weitergegeben.', limit: 'Das Gespräch hat seine Höchstdauer erreicht.',
  error: 'Unterwegs ist etwas schiefgegangen.',
};

export const GERMAN: Words = {
  phone: {
    name: 'Telefon', call: 'Anrufen', redial: 'Wahlwiederholung', video: 'Video', number: 'Nummer oder Name', numberToCall: 'Nummer oder Name zum Anrufen',
    erase: 'Letztes Zeichen löschen', keypad: 'Tastenfeld', zero: '0, lang drücken für Plus', star: 'Stern', hash: 'Raute',
    matches: (count) => count === 1 ? 'Ein Treffer' : `${count} Treffer`, suggestions: 'Treffer unter Kontakten und letzten Anrufen',
    dismiss: 'Schließen', connect: 'Verbinden', signOut: 'Abmelden', notSignedIn: 'Nicht angemeldet',
    allowMicrophone: 'Wenn der Browser nach dem Mikrofon fragt, erlauben Sie es.', giveUp: 'Abbrechen',
    keys: 'Gedrückte Tasten', duration: 'Dauer', recorded: 'Dieses Gespräch wird aufgezeichnet',
  },
  states: {
    offline: 'Nicht verbunden', connecting: 'Verbindet…', online: 'Bereit zum Anrufen', registered: 'Bereit für Anrufe',
    reconnecting: 'Verbindung verloren, wird wiederhergestellt…', disturb: 'Bitte nicht stören',
  },
  call: {
    answering: 'Wird angenommen…', calling: 'Ruft an…', incoming: 'Eingehender Anruf', incomingVideo: 'Eingehender Videoanruf', ringing: 'Es klingelt…', active: 'Verbunden',
    held: 'Gehalten', heldByThem: 'Die Gegenseite hält das Gespräch', reconnecting: 'Ton unterbrochen, wird wiederhergestellt…', ended: 'Gespräch beendet',
    muted: 'Verbunden, Ihr Mikrofon ist stumm', noCommonVideo: 'Verbunden; beide Seiten haben keine gemeinsame Art von Video',
    noVideoThere: 'Verbunden; die Gegenseite zeigt kein Video', wantsVideo: 'Verbunden; die Gegenseite möchte Sie sehen',
    from: (name) => `Eingehender Anruf von ${name}`, calls: (name) => `☎ ${name} ruft an`, over: (how) => `Gespräch beendet. ${how}`,
    answer: 'Annehmen', holdAndAnswer: 'Halten & annehmen', endAndAnswer: 'Auflegen & annehmen', decline: 'Ablehnen', silence: 'Stumm',
    mute: 'Stumm', hold: 'Halten', transfer: 'Weitergeben', hangUp: 'Auflegen', unknown: 'Unbekannt', conference: 'Konferenz',
    them: 'Die Gegenseite', you: 'Ihre Kamera', swapPictures: 'Bilder tauschen', window: 'Eigenes Fenster', screen: 'Bildschirm',
    transferTo: 'Nummer oder Name, an die das Gespräch weitergegeben wird', transferNow: 'Sofort weitergeben', askFirst: 'Erst nachfragen',
  },
  others: {
    elsewhere: 'In einem anderen Tab oder Gerät', elsewhereName: 'Gespräche in anderen Tabs oder Geräten', bring: 'Hierher holen',
    bringName: (name) => `Hierher holen: Gespräch mit ${name}`, pageGone: 'dessen Seite verschwunden ist',
    waiting: 'Wartet', waitingName: 'Wartende Gespräche', swap: 'Makeln', swapName: (name) => `Makeln: mit ${name} sprechen`,
    connect: 'Verbinden', connectName: (name) => `Verbinden: ${name}, und gehen`, merge: 'Zusammenlegen', mergeName: (name) => `Zusammenlegen: auch mit ${name} sprechen`,
  },
  transfer: {
    trying: 'Wird weitergegeben…', ringing: 'Es klingelt bei der neuen Nummer…', done: 'Das Gespräch ist weitergegeben.',
    failed: 'Das Gespräch konnte nicht weitergegeben werden und ist wieder bei Ihnen.',
  },
  quality: {
    name: 'Gesprächsqualität', unknown: 'Hört hinein…', good: 'Klingt gut', details: 'Einzelheiten zur Gesprächsqualität',
    deafThere: 'Von der Gegenseite ist kein Ton gekommen', deafHere: 'Ihr Ton erreicht das Gateway nicht',
    lossHere: 'Ihr Netz verliert Ton', lossThere: 'Das Netz der Gegenseite verliert Ton',
    late: 'Sie hören einander verspätet', uneven: 'Der Ton kommt ungleichmäßig', poor: 'Es klingt schlecht',
    mos: 'Güte (1 bis 4,5)', lossIn: 'Verlust herein', lossOut: 'Verlust hinaus', jitter: 'Schwankung', rtt: 'Hin und zurück', codec: 'Kodierung',
    path: 'Weg', received: 'Pakete herein', sent: 'Pakete hinaus', yours: 'Sie', theirs: 'Gegenseite', none: '–',
    ms: (ms) => `${Math.round(ms)} ms`, direct: 'direkt', relay: 'über ein Relay',
  },
  tabs: { name: 'Teile des Telefons', keypad: 'Tasten', recents: 'Anrufe', contacts: 'Kontakte', settings: 'Optionen', missed: (count) => `, ${count} verpasst` },
  recents: {
    empty: 'Noch keine Anrufe', emptyHint: 'Hier erscheinen Ihre Anrufe.', missed: 'Verpasst', declined: 'Abgelehnt', outgoing: 'Ausgehend', incoming: 'Eingehend',
    unanswered: 'Keine Antwort', keep: (name) => `${name} zu den Kontakten`,
    guest: 'Gäste haben keine Anrufliste.', away: 'Die Liste ist zurzeit nicht lesbar.', again: 'Erneut versuchen', anonymous: 'Anonym', more: 'Frühere Anrufe',
  },
  contacts: {
    empty: 'Noch keine Kontakte', emptyHint: 'Wer hier steht, wird beim Wählen gefunden.', filter: 'Kontakte durchsuchen', add: 'Kontakt hinzufügen', edit: (name) => `${name} bearbeiten`,
    title: 'Kontakt', personName: 'Name', number: 'Nummer', save: 'Speichern', remove: 'Löschen', cancel: 'Verwerfen',
    nobody: 'Niemand dieses Namens', guest: 'Gäste haben keine Kontakte.', badNumber: 'Das ist keine wählbare Nummer.', failed: 'Das Gateway hat es nicht behalten.',
  },
  settings: {
    title: 'Optionen', disturb: 'Bitte nicht stören', disturbHint: 'Nichts klingelt; wer anruft, hört, dass besetzt ist.',
    waiting: 'Anklopfen', waitingHint: 'Ein zweiter Anruf klingelt im Gespräch; ohne dies hört sein Anrufer das Besetztzeichen.',
    ring: 'Hörbar klingeln', ringHint: 'Aus: Anrufe sind zu sehen, aber nicht zu hören.',
    notices: 'Anrufe außerhalb dieses Fensters zeigen', noticesHint: 'Eine Nachricht des Systems sagt, wer anruft, während dieses Fenster verdeckt ist.',
    closed: 'Klingeln, auch wenn geschlossen', closedHint: 'Der Browser wird geweckt und sagt, wer anruft, auch wenn keine Seite des Telefons offen ist.',
    noticesDenied: 'Dem Browser wurde gesagt, keine Nachrichten dieser Seite zu zeigen. Das Symbol links der Adresse ändert das.',
    noticesMissing: 'Dieser Browser zeigt keine Nachrichten dieser Seite.', letters: 'Buchstabentasten im Gespräch',
    lettersHint: 'M schaltet stumm, H hält, T gibt weiter, V zeigt die Kamera, Q die Qualität.',
    voicemail: (count) => count === 0 ? 'Neue Sprachnachricht' : count === 1 ? '1 neue Nachricht' : `${count} neue Nachrichten`,
  },
  devices: {
    microphone: 'Mikrofon', speaker: 'Lautsprecher', ringer: 'Klingelt auf', system: 'Wie im System', level: 'Wie laut das Mikrofon ist', test: 'Ton abspielen',
  },
  check: {
    title: 'Dieses Telefon prüfen', hint: 'Sieht nach Mikrofon, Netz und Ton; das dauert etwa zwanzig Sekunden.', begin: 'Jetzt prüfen', again: 'Noch einmal prüfen', stop: 'Abbrechen',
    copy: 'Bericht kopieren', copied: 'Kopiert. Er enthält keine Namen, Nummern oder Adressen.', notCopied: 'Der Browser hat das Kopieren nicht erlaubt.',
    verdicts: { ready: 'Hier kann man telefonieren.', degraded: 'Hier kann man telefonieren, aber nicht so gut, wie es sein könnte.', blocked: 'Hier kann man nicht telefonieren.' },
    relayOnly: 'Dieses Netz lässt Anrufe nur über ein Relay hinaus.',
    heard: (mos: string, ms: number, lost: string): string => `Ein Echo kam mit der Qualität ${mos} zurück, nach ${ms} ms, ${lost} davon ging verloren.`,
    statuses: { running: 'Wird geprüft…', ok: 'Gut', warn: 'Schwach', failed: 'Geht nicht', skipped: 'Nicht geprüft' },
    names: {
      browser: 'Dieser Browser', microphone: 'Mikrofon', speaker: 'Lautsprecher', websocket: 'Verbindung zum Gateway',
      'ice-udp': 'Ton über UDP', 'ice-tcp': 'Ton über TCP', 'turn-udp': 'Relay über UDP', 'turn-tls': 'Relay über TLS', 'media-echo': 'Wie es klingt',
    },
    troubles: {
      speaker: 'Der Browser nennt keinen Lautsprecher. Schließen Sie einen an, oder sehen Sie in den Toneinstellungen des Systems nach.',
      'ice-udp': 'Eine Firewall verwirft UDP: Anrufe nehmen einen anderen Weg, wenn es einen gibt.',
      'ice-tcp': 'Eine Firewall oder ein Proxy hält TCP zum Tonanschluss des Gateways zurück.',
      'turn-udp': 'Das Relay ist nicht zu erreichen, lehnt sein Passwort ab oder erreicht das Gateway nicht.',
      'turn-tls': 'Das Relay ist nicht zu erreichen, sein Zertifikat gilt nicht, oder es erreicht das Gateway nicht.',
      'media-echo': 'Der Ton kommt schlecht oder gar nicht zurück. Gehen Sie näher ans WLAN, nehmen Sie ein Kabel, oder fragen Sie, wer das Netz betreibt.',
    },
  },
  hints: {
    microphone: 'Erlauben Sie jetzt das Mikrofon, dann steht Ihr erstes Gespräch sofort.', allow: 'Erlauben', notices: 'Bei Anrufen benachrichtigen, wenn dieses Fenster verdeckt ist?',
    turnOn: 'Einschalten', later: 'Jetzt nicht',
  },
  coach: {
    again: 'Erneut versuchen',
    'mic-denied': { title: 'Das Mikrofon ist gesperrt', why: 'Diese Seite darf das Mikrofon nicht benutzen, deshalb würde niemand Sie hören.' },
    'mic-not-found': { title: 'Kein Mikrofon gefunden', why: 'Der Computer hat kein Mikrofon, das der Browser sehen kann.' },
    'mic-in-use': { title: 'Das Mikrofon ist belegt', why: 'Ein anderes Programm benutzt es, oder das System gibt es nicht frei.' },
    'insecure-context': { title: 'Diese Seite ist nicht sicher', why: 'Browser geben das Mikrofon nur Seiten, die über https kommen.' },
    'permissions-policy': { title: 'Die Seite um dieses Telefon sperrt das Mikrofon', why: 'Das Telefon steht in einer anderen Seite, die das Mikrofon nicht weitergibt.' },
    steps: {
      chromium: ['Klicken Sie auf das Symbol links der Adresse.', 'Schalten Sie „Mikrofon“ ein.', 'Versuchen Sie es erneut; laden Sie die Seite neu, wenn danach gefragt wird.'],
      firefox: ['Klicken Sie auf das durchgestrichene Mikrofon links der Adresse.', 'Entfernen Sie „Blockiert“ neben „Mikrofon verwenden“.', 'Versuchen Sie es erneut und wählen Sie „Erlauben“.'],
      safari: ['Öffnen Sie das Menü „Safari“, dann „Einstellungen für diese Website“.', 'Stellen Sie „Mikrofon“ auf „Erlauben“.', 'Laden Sie die Seite neu und versuchen Sie es erneut.'],
      'mic-not-found': ['Stecken Sie ein Headset oder Mikrofon an, oder schalten Sie das Bluetooth-Gerät ein.', 'Sehen Sie in den Toneinstellungen des Systems nach: Ist es aufgeführt und nicht abgeschaltet?', 'Versuchen Sie es erneut.'],
      'mic-in-use': ['Schließen Sie andere Programme und Tabs, die telefonieren oder aufnehmen.', 'Ziehen Sie das Headset ab und stecken Sie es wieder an.', 'Versuchen Sie es erneut.'],
      'insecure-context': ['Öffnen Sie diese Seite unter einer Adresse, die mit https:// beginnt.', 'Gibt es keine, fragen Sie den Betreiber dieses Telefons.'],
      'permissions-policy': ['Öffnen Sie das Telefon in einem eigenen Tab.', 'Oder fragen Sie, wer die Seite gemacht hat: Der Rahmen braucht allow="microphone; autoplay".'],
    },
  },
  signIn: {
    who: 'Wer ruft an?', dev: 'Dieses Gateway läuft im Entwicklermodus: Ein Klick meldet Sie an.', title: 'Anmelden',
    user: 'Name', password: 'Passwort', send: 'Anmelden', none: 'Die Seite um dieses Telefon meldet ihre Benutzer an: Sie setzt die Eigenschaft „token“ des Telefons auf eine Funktion, die eines holt.',
  },
  errors: GERMAN_ERRORS,
};
