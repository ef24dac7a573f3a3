package org.ringdown.interop.peer;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;
import org.ringdown.interop.process.Host;
import org.ringdown.interop.process.Patience;
import org.ringdown.interop.process.Ports;
import org.ringdown.interop.process.Program;
import org.ringdown.interop.sound.Hearing;
import org.ringdown.interop.sound.Sound;

/**
 * Asterisk 22, from Debian sid: answers every call at once, says a tone into it and records what it hears.
 *
 * <p>Whom it is called as decides what it speaks: a name such as {@code rtp_pcma}, {@code sdes_g722} or {@code dtls_opus} allows that
 * encryption and that codec alone. It has UDP and TCP on one port and TLS on another. What is not in {@code asterisk/extensions.conf}
 * is done through {@link #manager()}. It calls by {@link #call}.
 */
public final class Asterisk implements AutoCloseable {
    /** The tone that it says. */
    public static final int HZ = 850;

    /** What names of callees begin with. */
    public static final List<String> ENCRYPTIONS = List.of("rtp", "sdes", "dtls");

    /** What they end with, after an underscore. */
    public static final List<String> CODECS = List.of("pcma", "pcmu", "g722", "opus");

    /** An account that has a mailbox. */
    public static final String LINE = "line";

    public static final String LINE_PASSWORD = "of-the-line";

    /** The account of a page that speaks SIP by itself: what it calls "web" and a port is passed on to whoever listens there. */
    public static final String WEB = "web";

    public static final String WEB_PASSWORD = "of-the-page";

    private static final Duration START = Duration.ofSeconds(60);
    private static final String SECRET = "of-the-lab";

    private final Path folder;
    private final Program program;
    private final AsteriskManager manager;
    private final int port;
    private final int tlsPort;
    private final int httpPort;

    private Asterisk(
            Path folder,
            Program program,
            AsteriskManager manager,
            int port,
            int tlsPort,
            int httpPort) {
        this.folder = folder;
        this.program = program;
        this.manager = manager;
        this.port = port;
        this.tlsPort = tlsPort;
        this.httpPort = httpPort;
    }

    /** Starts one. It calls as {@code user}, with the password that a digest challenge may ask for. */
    public static Asterisk start(
            Path folder, Certificate certificate, String user, String password) {
        return start(Host.HERE, folder, certificate, user, password);
    }

    /** The same elsewhere, at its address there. */
    public static Asterisk start(
            Host host, Path folder, Certificate certificate, String user, String password) {
        int port = Ports.free();
        int tlsPort = Ports.free();
        int httpPort = Ports.free();
        int managerPort = Ports.free();
        var rtp = Ports.range(1600);
        try {
            var etc = Files.createDirectories(folder.resolve("etc"));
            for (var name : List.of("lib", "spool", "run", "log", "heard"))
                Files.createDirectories(folder.resolve(name));
            Files.writeString(etc.resolve("asterisk.conf"), directories(folder));
            Files.writeString(
                    etc.resolve("rtp.conf"),
                    "[general]\nrtpstart=%d\nrtpend=%d\n".formatted(rtp, rtp + 1599));
            Files.writeString(
                    etc.resolve("pjsip.conf"),
                    pjsip(port, tlsPort, certificate, user, password)
                            .replace("bind=127.0.0.1", "bind=" + host.address()));
            Files.writeString(
                    etc.resolve("http.conf"),
                    "[general]\nenabled=yes\nbindaddr=127.0.0.1\nbindport=%d\n"
                            .formatted(httpPort));
            Files.writeString(
                    etc.resolve("manager.conf"),
                    """
                    [general]
                    enabled=yes
                    bindaddr=127.0.0.1
                    port=%d
                    [lab]
                    secret=%s
                    read=all
                    write=all
                    """
                            .formatted(managerPort, SECRET));
            Files.writeString(
                    etc.resolve("extensions.conf"),
                    resource("extensions.conf")
                            .replace("HEARD", folder.resolve("heard").toString())
                            .replace("HZ", Integer.toString(HZ)));
            for (var name : List.of("modules.conf", "logger.conf", "voicemail.conf"))
                Files.writeString(etc.resolve(name), resource(name));
            var program =
                    Program.start(
                                    "asterisk",
                                    folder,
                                    Map.of(),
                                    host.command(
                                            Sid.command(
                                                    "usr/sbin/asterisk",
                                                    List.of(
                                                            "-f",
                                                            "-n",
                                                            "-C",
                                                            etc.resolve("asterisk.conf")
                                                                    .toString()))))
                            .ready(it -> it.awaitOutput("Asterisk Ready", START));
            var manager = AsteriskManager.connect(host, managerPort, "lab", SECRET);
            return new Asterisk(folder, program, manager, port, tlsPort, httpPort);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static String directories(Path folder) {
        var places =
                Map.of(
                        "astetcdir", folder.resolve("etc"),
                        "astmoddir",
                                Sid.root().resolve("usr/lib/x86_64-linux-gnu/asterisk/modules"),
                        "astvarlibdir", folder.resolve("lib"),
                        "astdbdir", folder.resolve("lib"),
                        "astkeydir", folder.resolve("lib"),
                        "astdatadir", Sid.root().resolve("usr/share/asterisk"),
                        "astagidir", folder.resolve("lib"),
                        "astspooldir", folder.resolve("spool"),
                        "astrundir", folder.resolve("run"),
                        "astlogdir", folder.resolve("log"));
        return "[directories]\n"
                + places.entrySet().stream()
                        .map(place -> place.getKey() + " => " + place.getValue() + "\n")
                        .collect(Collectors.joining())
                + "[options]\nverbose = 3\n";
    }

    private static String pjsip(
            int port, int tlsPort, Certificate certificate, String user, String password)
            throws IOException {
        var text =
                new StringBuilder(
                        resource("pjsip.conf")
                                .replace("TLS_PORT", Integer.toString(tlsPort))
                                .replace("PORT", Integer.toString(port))
                                .replace("CERTIFICATE", certificate.chain().toString())
                                .replace("PRIVATE_KEY", certificate.key().toString())
                                .replace("WEB_NAME", WEB)
                                .replace("WEB_PASSWORD", WEB_PASSWORD)
                                .replace("LINE_NAME", LINE)
                                .replace("LINE_PASSWORD", LINE_PASSWORD)
                                .replace("USER", user)
                                .replace("PASSWORD", password));
        for (var encryption : ENCRYPTIONS)
            for (var codec : CODECS) text.append(endpoint(encryption, codec));
        return text.toString();
    }

    /** Found by what is dialled: everybody in the lab has the same address. */
    private static String endpoint(String encryption, String codec) {
        var name = encryption + "_" + codec;
        return """

        [%s](lab%s)
        type=endpoint
        allow=%s

        [%s]
        type=identify
        endpoint=%s
        match_request_uri=/^sips?:%s@/
        """
                .formatted(
                        name,
                        encryption.equals("rtp") ? "" : "," + encryption,
                        codec.replace("pcma", "alaw").replace("pcmu", "ulaw"),
                        name,
                        name,
                        name);
    }

    private static String resource(String name) throws IOException {
        try (var in = Asterisk.class.getResourceAsStream("/asterisk/" + name)) {
            return new String(in.readAllBytes());
        }
    }

    /** From now on its log has every SIP message, or none. */
    public void logSip(boolean on) {
        manager.order("Command", Map.of("Command", "pjsip set logger " + (on ? "on" : "off")));
        manager.order("Command", Map.of("Command", "core set verbose " + (on ? "3" : "0")));
    }

    /** Puts a message into the mailbox of {@link #LINE}, as a caller would. */
    public void leaveMessage() {
        try {
            Files.createDirectories(inbox());
            Sound.tone(HZ, 8000, Duration.ofSeconds(1)).writeWav(inbox().resolve("msg0000.wav"));
            Files.writeString(
                    inbox().resolve("msg0000.txt"),
                    "[message]\norigmailbox=100\ncontext=lab\nduration=1\n");
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        lookIntoMailbox();
    }

    public void emptyMailbox() {
        try {
            for (var name : List.of("msg0000.txt", "msg0000.wav"))
                Files.deleteIfExists(inbox().resolve(name));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        lookIntoMailbox();
    }

    private void lookIntoMailbox() {
        manager.order("VoicemailRefresh", Map.of());
    }

    private Path inbox() {
        return folder.resolve("spool/voicemail/default/100/INBOX");
    }

    /** UDP and TCP. */
    public int port() {
        return port;
    }

    public int tlsPort() {
        return tlsPort;
    }

    /** Where pages speak SIP with it. */
    public String webSocket() {
        return "ws://127.0.0.1:" + httpPort + "/ws";
    }

    public AsteriskManager manager() {
        return manager;
    }

    /**
     * Has it call {@code uri} as one that speaks what {@code name} says; answered, it says its tone.
     *
     * @param uri where to; a parameter such as {@code transport=tcp} chooses the way
     */
    public void call(String name, String uri) {
        originate("PJSIP/" + name + "/" + uri, name);
    }

    /** The same to whoever has registered as {@link #LINE}. */
    public void callLine() {
        originate("PJSIP/" + LINE, "rtp_pcma");
    }

    private void originate(String channel, String name) {
        manager.order(
                "Originate",
                Map.of(
                        "Channel", channel,
                        "Context", "lab",
                        "Exten", name,
                        "Priority", "1",
                        "Timeout", "30000",
                        "Async", "true"));
    }

    /** The name of the channel of the latest call. */
    public String channel() {
        return manager.events("Newchannel", 0).stream()
                .map(event -> event.get("Channel"))
                .filter(channel -> channel.startsWith("PJSIP/"))
                .reduce((_, latest) -> latest)
                .orElseThrow(() -> new AssertionError("Asterisk has had no call"));
    }

    /** How many are registered as {@link #LINE}. */
    public long contacts() {
        int seen = manager.seen();
        manager.order("PJSIPShowContacts", Map.of());
        manager.awaitEvent("ContactListComplete", seen, Map.of(), Duration.ofSeconds(5));
        return manager.events("ContactList", seen).stream()
                .filter(contact -> LINE.equals(contact.get("Endpoint")))
                .count();
    }

    /** What it knows of the far end's stream in the latest call: its SSRC, and how many of its packets never came. */
    public String stream() {
        return List.of("remote_ssrc", "local_lostpackets").stream()
                .map(what -> what + " " + variable("CHANNEL(rtcp," + what + ")"))
                .collect(Collectors.joining(", "));
    }

    private String variable(String name) {
        return manager.order("Getvar", Map.of("Channel", channel(), "Variable", name)).get("Value");
    }

    /** The requests within a dialog that came since its log was so long. */
    public long requestsSince(int logged) {
        return log().substring(logged)
                .lines()
                .filter(line -> line.matches("(INVITE|UPDATE|BYE|REFER|INFO) sips?:.* SIP/2.0"))
                .count();
    }

    /** Presses one key in the latest call. */
    public void press(char key) {
        manager.order(
                "PlayDTMF",
                Map.of("Channel", channel(), "Digit", Character.toString(key), "Duration", "100"));
    }

    /** The keys that it heard, of all calls after the first {@code seen} messages of the manager. */
    public String keysHeard(int seen) {
        return manager.events("DTMFEnd", seen).stream()
                .filter(event -> "Received".equals(event.get("Direction")))
                .map(event -> event.get("Digit"))
                .collect(Collectors.joining());
    }

    /** Has the latest call's far end call {@code uri} instead, by REFER. */
    public void transfer(String uri) {
        manager.order(
                "Redirect",
                Map.of(
                        "Channel",
                        channel(),
                        "Context",
                        "lab",
                        "Exten",
                        "give" + uri,
                        "Priority",
                        "1"));
    }

    /** Ends the latest call. */
    public void hangup() {
        manager.order("Hangup", Map.of("Channel", channel()));
    }

    /** Ends every call that is left. */
    public void hangupAll() {
        manager.order("Hangup", Map.of("Channel", "/^PJSIP\\/.*$/"));
    }

    /** Returns when no call is left. What was heard is written by then. */
    public void awaitQuiet(Duration within) {
        Patience.await(
                "Asterisk without calls",
                within,
                Duration.ofMillis(100),
                () ->
                        manager.order("CoreStatus", Map.of()).get("CoreCurrentCalls").equals("0")
                                ? Optional.of(true)
                                : Optional.empty());
    }

    public void forget() {
        recordings().forEach(file -> file.toFile().delete());
    }

    /** Three good seconds of the tone in the latest call; what is heard is written with up to two seconds' delay. */
    public Hearing awaitTone(int hz) {
        return Hearing.await(hz, this::heard);
    }

    /** What was heard in the latest call, as far as it was recorded. */
    public Sound heard() {
        try {
            for (var file : recordings()) if (Files.size(file) > 44) return Sound.readWav(file);
            return Sound.silence(8000, Duration.ZERO);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private List<Path> recordings() {
        try (var files = Files.list(folder.resolve("heard"))) {
            return files.sorted((a, b) ->
                            Long.compare(b.toFile().lastModified(), a.toFile().lastModified()))
                    .toList();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    public String version() {
        return manager.order("CoreSettings", Map.of())
                .get("AsteriskVersion")
                .replaceFirst("\\+.*", "");
    }

    public long pid() {
        return program.pid();
    }

    public String log() {
        return program.out() + program.err();
    }

    public String tail() {
        return program.tail();
    }

    @Override
    public void close() {
        manager.close();
        program.close();
    }
}
