package org.ringdown.config;

import java.net.InetAddress;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Optional;
import java.util.OptionalInt;
import org.ringdown.config.Configuration.ApiKey;
import org.ringdown.config.Configuration.Calls;
import org.ringdown.config.Configuration.ClientAuth;
import org.ringdown.config.Configuration.Conference;
import org.ringdown.config.Configuration.Http;
import org.ringdown.config.Configuration.IceServer;
import org.ringdown.config.Configuration.Ladder;
import org.ringdown.config.Configuration.Media;
import org.ringdown.config.Configuration.MediaLoop;
import org.ringdown.config.Configuration.Permission;
import org.ringdown.config.Configuration.Push;
import org.ringdown.config.Configuration.Recording;
import org.ringdown.config.Configuration.Registrar;
import org.ringdown.config.Configuration.Rtmfp;
import org.ringdown.config.Configuration.Rtmp;
import org.ringdown.config.Configuration.Sip;
import org.ringdown.config.Configuration.SipTls;
import org.ringdown.config.Configuration.SoundFormat;
import org.ringdown.config.Configuration.Store;
import org.ringdown.config.Configuration.Streams;
import org.ringdown.config.Configuration.Tls;
import org.ringdown.config.Configuration.TokenKey;
import org.ringdown.config.Configuration.Tokens;
import org.ringdown.config.Configuration.User;
import org.ringdown.config.Configuration.Video;
import org.ringdown.config.Configuration.WhileAway;
import org.ringdown.webpush.PushHosts;

/** The tree as records: every key with its kind, its default, and the rules it must keep. */
final class Binder {
    private static final String LOOPBACK = "127.0.0.1";
    private static final int PASSWORD_LENGTH = 12;
    private static final int KEY_LENGTH = 32; // bytes of an HS256 secret, RFC 7518 §3.2
    private static final String KEY_ADVICE =
            "name a file with 32 characters or more, made with: openssl rand -base64 33";

    private static final Duration BEEP = Duration.ofSeconds(15);

    private final boolean dev;
    private final Optional<Path> state;
    private final Reading reading;

    /** @param state where the system wants us to write what we keep */
    Binder(boolean dev, Optional<Path> state, Reading reading) {
        this.dev = dev;
        this.state = state;
        this.reading = reading;
    }

    Configuration configuration(Node.Mapping tree) {
        return Section.top(tree, reading, this::configuration);
    }

    private Configuration configuration(Section in) {
        var users = in.named("users", this::user);
        var trunks = in.named("trunks", TrunkBinder::trunk);
        var recording = in.section("recording", Binder::recording);
        var routes =
                new RoutesBinder(trunks.keySet(), users.keySet(), recording.folder().isPresent());
        return new Configuration(
                dev,
                in.section("http", this::http),
                in.section("sip", this::sip),
                in.section("media", this::media),
                in.section("rtmp", this::rtmp),
                in.section("rtmfp", this::rtmfp),
                in.section("registrar", this::registrar),
                in.section("push", this::push),
                in.section("calls", this::calls),
                in.section("limits", new LimitsBinder(dev)::limits),
                in.section(
                        "conference",
                        s ->
                                new Conference(
                                        s.get("rooms", Kind.COUNT, 100),
                                        s.get("seats", Kind.COUNT, 50))),
                recording,
                in.section(
                        "streams",
                        s ->
                                new Streams(
                                        s.list("to", Kind.LIVE),
                                        s.list("from", Kind.LIVE),
                                        s.get(
                                                "patience",
                                                Kind.LENGTH_OF_TIME,
                                                Duration.ofSeconds(30)))),
                in.section("ladder", s -> new Ladder(s.get("calls", Kind.KEPT, 500))),
                in.section("store", this::store),
                in.section("tokens", s -> new Tokens(s.named("keys", this::tokenKey))),
                in.named("api-keys", this::apiKey),
                users,
                trunks,
                in.maybe("numbers", RoutesBinder::numbers),
                in.maybe("emergency", routes::emergency),
                in.sections("routes", routes::route),
                in.named("buttons", LimitsBinder::button));
    }

    private Http http(Section in) {
        var host = host(in);
        var tls = in.maybe("tls", this::tls);
        var behindProxy = in.list("behind-proxy", Kind.NETWORK);
        if (!dev && tls.isEmpty() && behindProxy.isEmpty() && !Loopback.is(host)) {
            in.mistake(
                    "host",
                    host
                            + " can be reached from elsewhere, so it needs http.tls, or the address of the proxy"
                            + " in front of it as http.behind-proxy");
        }
        return new Http(
                host,
                in.get("port", Kind.PORT, usual(8080)),
                tls,
                behindProxy,
                in.list("origins", Kind.ORIGIN));
    }

    private Tls tls(Section in) {
        return new Tls(in.needFile("cert"), in.needFile("key"));
    }

    private Sip sip(Section in) {
        var tlsPort = in.get("tls-port", Kind.PORT, Port.OFF);
        var tls = in.maybe("tls", this::sipTls);
        if (!tlsPort.isOff() && tls.isEmpty()) {
            in.mistake("tls-port", "needs a certificate; write sip.tls: {cert: FILE, key: FILE}");
        }
        return new Sip(
                host(in),
                in.get("port", Kind.PORT, usual(5060)),
                tlsPort,
                tls,
                in.get("external", Kind.autoOr(Kind.ADDRESS), Optional.<InetAddress>empty()),
                in.list("local-nets", Kind.NETWORK),
                in.list("domains", Kind.DOMAIN));
    }

    private SipTls sipTls(Section in) {
        var clients = in.get("client-auth", Kind.oneOf(ClientAuth.class), ClientAuth.OFF);
        if (clients != ClientAuth.OFF && !in.has("ca")) {
            in.mistake("client-auth", "needs ca: the file with those who vouch for clients");
        }
        return new SipTls(in.needFile("cert"), in.needFile("key"), in.findFile("ca"), clients);
    }

    private Media media(Section in) {
        var workers = in.get("workers", Kind.autoOr(Kind.COUNT), Optional.<Integer>empty());
        var webrtc = in.get("webrtc-port", Kind.PORT, usual(10000));
        var rtp = in.get("rtp-ports", Kind.PORT_RANGE, new PortRange(20000, 29999));
        if (webrtc.isOff()) {
            in.mistake("webrtc-port", "off is not in this version; write a port, or 0 for any");
        }
        if (rtp.contains(webrtc.number())) {
            in.mistake("webrtc-port", webrtc + " lies within media.rtp-ports " + rtp);
        }
        return new Media(
                workers.map(OptionalInt::of).orElse(OptionalInt.empty()),
                in.get("loop", Kind.oneOf(MediaLoop.class), MediaLoop.AUTO),
                webrtc,
                in.get("webrtc-tcp-port", Kind.PORT, Port.OFF),
                rtp,
                in.get("external", Kind.autoOr(Kind.ADDRESS), Optional.<InetAddress>empty()),
                in.find("stun-server", Kind.STUN),
                in.get("transcode", Kind.SWITCH, true),
                in.get("transcode-on-loss", Kind.SWITCH, true),
                in.section("video", Binder::video),
                in.findFile("music"),
                in.sections("ice-servers", this::iceServer));
    }

    private static Video video(Section in) {
        return new Video(in.get("transcode", Kind.SWITCH, false), in.findFile("addons"));
    }

    private IceServer iceServer(Section in) {
        var urls = in.list("urls", Kind.ICE_URL);
        if (urls.isEmpty()) in.mistake("urls", "is missing; write " + Kind.ICE_URL.wanted());
        var username = in.find("username", Kind.TEXT);
        var credential = in.secret("credential");
        var secret = in.secret("secret");
        if (secret.isPresent() && (username.isPresent() || credential.isPresent())) {
            in.mistake(
                    username.isPresent() ? "username" : "credential",
                    "goes without secret, by which names and passwords are made");
        }
        var ttl = in.get("ttl", Kind.LENGTH_OF_TIME, Duration.ofHours(1));
        if (secret.isEmpty() && in.has("ttl")) in.mistake("ttl", "needs secret");
        if (ttl.compareTo(Duration.ofMinutes(1)) < 0) in.mistake("ttl", "is less than a minute");
        return new IceServer(urls, username, credential, secret, ttl);
    }

    private Rtmp rtmp(Section in) {
        var tlsPort = in.get("tls-port", Kind.PORT, Port.OFF);
        var tls = in.maybe("tls", this::tls);
        if (!tlsPort.isOff() && tls.isEmpty()) {
            in.mistake("tls-port", "needs a certificate; write rtmp.tls: {cert: FILE, key: FILE}");
        }
        return new Rtmp(
                host(in),
                in.get("port", Kind.PORT, dev ? usual(1935) : Port.OFF),
                tlsPort,
                tls,
                in.get("plain-passwords", Kind.FLAG, false),
                in.get("tunnel", Kind.FLAG, dev),
                in.list("registrars", Kind.SIP));
    }

    private Rtmfp rtmfp(Section in) {
        return new Rtmfp(host(in), in.get("port", Kind.PORT, dev ? usual(1935) : Port.OFF));
    }

    private Push push(Section in) {
        var contact = in.find("contact", Kind.CONTACT);
        boolean enabled = in.get("enabled", Kind.FLAG, dev || contact.isPresent());
        if (enabled && !dev && contact.isEmpty())
            in.mistake(
                    "contact",
                    "is missing; push services want to know whom to write to, such as mailto:admin@example.com");
        return new Push(
                enabled,
                contact,
                in.list("hosts", Kind.HOST_NAME, PushHosts.USUAL),
                in.get("patience", Kind.LENGTH_OF_TIME, Duration.ofSeconds(25)));
    }

    private Registrar registrar(Section in) {
        var least = in.get("min-expires", Kind.LENGTH_OF_TIME, Duration.ofMinutes(1));
        var most = in.get("max-expires", Kind.LENGTH_OF_TIME, Duration.ofHours(1));
        if (least.toSeconds() == 0) in.mistake("min-expires", "is shorter than a second");
        if (least.compareTo(most) > 0)
            in.mistake("min-expires", "is longer than registrar.max-expires");
        return new Registrar(in.get("max-contacts", Kind.COUNT, 10), least, most);
    }

    private Calls calls(Section in) {
        return new Calls(
                in.get("resume-grace", Kind.LENGTH_OF_TIME, Duration.ofSeconds(30)),
                in.get("while-away", Kind.oneOf(WhileAway.class), WhileAway.COMFORT_NOISE),
                in.get("ring-timeout", Kind.LENGTH_OF_TIME, Duration.ofSeconds(60)),
                in.get("max-duration", Kind.LENGTH_OF_TIME, Duration.ofHours(4)),
                in.get("drain", Kind.LENGTH_OF_TIME, dev ? Duration.ZERO : Duration.ofSeconds(60)));
    }

    private static Recording recording(Section in) {
        return new Recording(
                in.findFile("folder"),
                in.get("format", Kind.oneOf(SoundFormat.class), SoundFormat.WAV),
                in.get("apart", Kind.FLAG, false),
                in.get("beep", Kind.offOr(Kind.LENGTH_OF_TIME), Optional.of(BEEP)));
    }

    /** Without a configuration file nothing is kept on disk unless a folder is named. */
    private Store store(Section in) {
        var url = in.get("url", Kind.DATABASE, Optional.<String>empty());
        var folder = in.findFile("folder");
        var username = in.find("username", Kind.TEXT);
        var password = in.secret("password");
        if (url.isEmpty() && (username.isPresent() || password.isPresent())) {
            in.mistake(
                    username.isPresent() ? "username" : "password",
                    "is for a database of its own; the embedded one needs none");
        }
        if (url.filter(text -> text.contains("password=")).isPresent()) {
            in.mistake(
                    "url",
                    "has a password in it; write it to a file and name that as password-file");
        }
        if (dev && folder.isEmpty() && url.isPresent()) {
            in.mistake("url", "needs store.folder, where records wait for the database");
        }
        var retention = in.get("retention", Kind.LENGTH_OF_TIME, Duration.ofDays(90));
        if (retention.compareTo(Duration.ofDays(1)) < 0) {
            in.mistake("retention", "is less than a day; write 1d or more");
        }
        return new Store(
                url,
                dev
                        ? folder
                        : Optional.of(
                                folder.or(() -> state)
                                        .orElseGet(() -> in.resolve(Store.USUAL_FOLDER))),
                username,
                password,
                retention);
    }

    private TokenKey tokenKey(Section in) {
        return new TokenKey(in.needSecret("key", KEY_LENGTH, KEY_ADVICE));
    }

    private ApiKey apiKey(Section in) {
        return new ApiKey(
                in.needSecret("key", KEY_LENGTH, KEY_ADVICE),
                in.list("may", Kind.oneOf(Permission.class)));
    }

    private User user(Section in) {
        var password = in.secret("password");
        if (!dev) password.ifPresent(p -> checkPassword(in, p.reveal()));
        return new User(
                password, in.find("number", Kind.NUMBER), in.maybe("line", TrunkBinder::line));
    }

    private static void checkPassword(Section in, String password) {
        var key = in.has("password") ? "password" : "password-file";
        if (password.equals(in.key())) {
            in.mistake(key, "is the user's own name");
        } else if (password.length() < PASSWORD_LENGTH) {
            in.mistake(key, "is shorter than " + PASSWORD_LENGTH + " characters");
        }
    }

    private String host(Section in) {
        var host = in.get("host", Kind.HOST, LOOPBACK);
        if (dev && !Loopback.is(host)) {
            in.mistake(
                    "host",
                    "without a configuration file only this machine is served; write 127.0.0.1");
        }
        return host;
    }

    /** A default port: in dev mode it gives way when it is taken. */
    private Port usual(int number) {
        return new Port(number, !dev);
    }
}
