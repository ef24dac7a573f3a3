package org.ringdown.config;

import java.net.InetAddress;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;
import org.ringdown.route.Hours;
import org.ringdown.sip.HostPort;

/**
 * Everything that can be configured. The key of a component is its name in dashes: {@code media.rtpPorts} is written
 * {@code media: {rtp-ports: …}}. docs/configuration.md says what each means.
 *
 * @param dev whether no file was given: known users, loopback only
 */
public record Configuration(
        boolean dev,
        Http http,
        Sip sip,
        Media media,
        Rtmp rtmp,
        Rtmfp rtmfp,
        Registrar registrar,
        Push push,
        Calls calls,
        Limits limits,
        Conference conference,
        Recording recording,
        Streams streams,
        Ladder ladder,
        Store store,
        Tokens tokens,
        Map<String, ApiKey> apiKeys,
        Map<String, User> users,
        Map<String, Trunk> trunks,
        Optional<Numbers> numbers,
        Optional<Emergency> emergency,
        List<Route> routes,
        Map<String, Button> buttons) {

    /** Whether clients of the Flash era may come. */
    public boolean isFlashOn() {
        return rtmp.isOn() || !rtmfp.port().isOff();
    }

    /**
     * @param behindProxy where a proxy may come from whose word on the visitor's address and scheme is believed
     * @param origins web origins, besides our own, whose pages may connect
     */
    public record Http(
            String host,
            Port port,
            Optional<Tls> tls,
            List<Network> behindProxy,
            List<String> origins) {}

    /** Two PEM files. */
    public record Tls(Path cert, Path key) {}

    /**
     * @param external our address as others see it; empty means found out by itself
     * @param tls what SIP over TLS needs; there where {@code tlsPort} is not off
     * @param localNets networks whose hosts reach us under our own address, for SIP and for media
     * @param domains names by which far ends call us, beside our addresses and those of our certificates
     */
    public record Sip(
            String host,
            Port port,
            Port tlsPort,
            Optional<SipTls> tls,
            Optional<InetAddress> external,
            List<Network> localNets,
            List<String> domains) {}

    /**
     * PEM files.
     *
     * @param ca those who may vouch for far ends; empty means those that the JDK trusts
     */
    public record SipTls(Path cert, Path key, Optional<Path> ca, ClientAuth clientAuth) {}

    /** Whether those who connect by TLS must show a certificate. */
    public enum ClientAuth {
        OFF,
        WANT,
        NEED
    }

    /**
     * @param workers empty means one per core
     * @param webrtcPort the first of as many consecutive UDP ports as there are workers
     * @param webrtcTcpPort one for all workers
     * @param external as in {@link Sip}
     * @param stunServer whom to ask for an external address that is to be found out
     * @param music a WAV file for whoever waits; empty means a melody of our own
     * @param transcode whether ends that share no codec are to understand each other
     * @param transcodeOnLoss whether a page whose network loses packets is spoken to in Opus, whatever it shares with its far end
     */
    public record Media(
            OptionalInt workers,
            MediaLoop loop,
            Port webrtcPort,
            Port webrtcTcpPort,
            PortRange rtpPorts,
            Optional<InetAddress> external,
            Optional<HostPort> stunServer,
            boolean transcode,
            boolean transcodeOnLoss,
            Video video,
            Optional<Path> music,
            List<IceServer> iceServers) {}

    /** How workers wait for their sockets. */
    public enum MediaLoop {
        /** By epoll where the machine can, else by Java's NIO. */
        AUTO,
        NIO
    }

    /**
     * @param transcode whether pictures are converted where two ends share no codec for them
     * @param addons the folder of the jars that can
     */
    public record Video(boolean transcode, Optional<Path> addons) {}

    /**
     * A STUN or TURN server that pages are told of.
     *
     * @param secret shared with the server, by which credentials are made that last for {@code ttl}; then there are no others
     */
    public record IceServer(
            List<String> urls,
            Optional<String> username,
            Optional<Secret> credential,
            Optional<Secret> secret,
            Duration ttl) {}

    /**
     * @param tls there where {@code tlsPort} is not off
     * @param plainPasswords whether passwords are taken without TLS from other machines
     * @param tunnel whether RTMP within HTTP requests is taken at the HTTP port
     * @param registrars SIP URIs of those that clients may name as their own
     */
    public record Rtmp(
            String host,
            Port port,
            Port tlsPort,
            Optional<Tls> tls,
            boolean plainPasswords,
            boolean tunnel,
            List<String> registrars) {
        public boolean isOn() {
            return !port.isOff() || !tlsPort.isOff() || tunnel;
        }
    }

    /** RTMP's messages over UDP. */
    public record Rtmfp(String host, Port port) {}

    /**
     * Waking browsers whose pages are closed.
     *
     * @param contact whom a push service may write to
     * @param hosts of push services
     * @param patience for how long a call rings while nobody is awake
     */
    public record Push(
            boolean enabled, Optional<String> contact, List<String> hosts, Duration patience) {}

    /**
     * What phones that register with us may ask for.
     *
     * @param maxContacts of one user
     * @param maxExpires also what is granted where no time is asked for
     */
    public record Registrar(int maxContacts, Duration minExpires, Duration maxExpires) {}

    /**
     * @param resumeGrace how long a call waits for a page that vanished
     * @param drain how long live calls may go on when the gateway is asked to end
     */
    public record Calls(
            Duration resumeGrace,
            WhileAway whileAway,
            Duration ringTimeout,
            Duration maxDuration,
            Duration drain) {}

    /** What the far end hears while a page is away. */
    public enum WhileAway {
        COMFORT_NOISE,
        MUSIC
    }

    /**
     * @param rooms at a time
     * @param seats of each room
     */
    public record Conference(int rooms, int seats) {}

    /**
     * @param folder empty where nothing may be recorded
     * @param apart whether each side has a file of its own, instead of a channel
     * @param beep how often far ends without a page hear one; empty means never
     */
    public record Recording(
            Optional<Path> folder, SoundFormat format, boolean apart, Optional<Duration> beep) {}

    /**
     * @param to how the URLs begin that calls may be streamed to; empty means nowhere
     * @param from how the URLs begin of streams that may be brought into calls; empty means none
     * @param patience how long such a stream may be gone
     */
    public record Streams(List<String> to, List<String> from, Duration patience) {}

    /** What recordings are written as. */
    public enum SoundFormat {
        WAV,
        OPUS,
        WEBM
    }

    /** Whether the sound of calls is kept. */
    public enum Recorded {
        OFF,
        ON_REQUEST,
        ALWAYS
    }

    /** @param calls how many calls' ladders are kept in memory; 0 for none */
    public record Ladder(int calls) {}

    /**
     * @param perAddress of visitors and strangers
     * @param perPrefix by the text with which numbers begin
     */
    public record Limits(
            Allowance perUser,
            Allowance perAddress,
            Rate perButton,
            Rate perTrunk,
            Map<String, Allowance> perPrefix) {}

    /** What is empty is not limited. */
    public record Allowance(
            Optional<Integer> calls,
            Optional<Integer> callsPerHour,
            Optional<Integer> minutesPerDay) {}

    /** The same where the calls at a time are said elsewhere. */
    public record Rate(Optional<Integer> callsPerHour, Optional<Integer> minutesPerDay) {}

    /**
     * @param url of the database; empty means the embedded one
     * @param folder empty means that nothing is kept on disk
     * @param retention how long records are kept
     */
    public record Store(
            Optional<String> url,
            Optional<Path> folder,
            Optional<String> username,
            Optional<Secret> password,
            Duration retention) {
        /** Beside the configuration. */
        public static final Path USUAL_FOLDER = Path.of("ringdown-data");
    }

    /** @param keys by kid; the first one signs, all of them verify */
    public record Tokens(Map<String, TokenKey> keys) {}

    /** @param key a secret for HS256, or an Ed25519 key in PEM for EdDSA */
    public record TokenKey(Secret key) {}

    public record ApiKey(Secret key, List<Permission> may) {}

    public enum Permission {
        TOKENS,
        CALLS,
        STOP,
        METRICS,
        STREAMS
    }

    /** @param number what far ends on trunks are shown */
    public record User(Optional<Secret> password, Optional<String> number, Optional<Line> line) {}

    /**
     * A SIP account that we keep registered for a user.
     *
     * @param registrar empty means the host of {@code uri}
     * @param realm the only one whose challenges are answered; empty means the first that asks
     */
    public record Line(
            String uri,
            String username,
            Secret password,
            Optional<String> realm,
            Optional<String> registrar,
            Optional<String> proxy,
            Duration expires,
            Transfer transfer) {}

    /**
     * A SIP peer that carries numbers.
     *
     * @param realm the only one whose challenges are answered; empty means the first that asks
     * @param allow where its calls may come from; empty means where {@code uri} leads
     * @param watch how often it is asked whether it is there; empty means never
     * @param comedia whether its packets tell where its media is, whatever its SDP says
     * @param may what it may ask besides calling
     * @param ca who alone may vouch for it by TLS; empty means the same as for everybody
     */
    public record Trunk(
            String uri,
            Optional<String> proxy,
            Optional<String> username,
            Optional<Secret> password,
            Optional<String> realm,
            boolean register,
            Duration expires,
            List<Network> allow,
            Optional<Duration> watch,
            List<String> codecs,
            Dtmf dtmf,
            Srtp srtp,
            boolean comedia,
            Offer offer,
            Optional<String> from,
            boolean trusted,
            List<String> headers,
            boolean refer,
            Transfer transfer,
            List<May> may,
            OptionalInt maxCalls,
            OptionalInt callsPerSecond,
            Optional<Path> ca) {}

    /** Who connects two far ends of a peer. */
    public enum Transfer {
        BRIDGE,
        REFER
    }

    /** What a trunk may ask besides calling and transferring: the SIP methods. */
    public enum May {
        INFO,
        MESSAGE
    }

    /** How key presses travel. */
    public enum Dtmf {
        RFC4733,
        INFO,
        INBAND
    }

    /** How sound is protected. */
    public enum Srtp {
        OFF,
        BEST_EFFORT,
        SDES,
        DTLS
    }

    /** When the session is described: by us in the INVITE, or by the peer in its answer. */
    public enum Offer {
        NOW,
        DELAYED
    }

    /** How numbers are dialled here. */
    public record Numbers(String country, String international, Optional<String> national) {}

    /** @param numbers that call for help */
    public record Emergency(List<String> numbers, List<String> trunks) {}

    /**
     * Where numbers of a pattern go; of several, the first that matches.
     *
     * @param to '?' is one character, '*' at the end is the rest
     * @param from a name in {@code trunks}, whose calls it is for; empty: those of users
     * @param trunks names in {@code trunks}, in the order in which they are tried
     */
    public record Route(
            String to,
            Optional<String> from,
            Optional<String> trunk,
            List<String> trunks,
            Optional<OwnLine> line,
            Optional<String> user,
            Optional<App> app,
            OptionalInt strip,
            Optional<String> prefix,
            Optional<Hours> when,
            Recorded record) {}

    /** Whose line. */
    public enum OwnLine {
        OWN
    }

    /** What answers here without a peer. */
    public enum App {
        /** The built-in numbers: 600 echo, 601 music, 603 conference, 604 repeats the keys it heard. */
        BUILTIN
    }

    /** @param hours when visitors may call; empty means always */
    public record Button(
            String to, List<String> origins, int maxCalls, int maxMinutes, Optional<Hours> hours) {}
}
