package org.ringdown.interop.peer;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import org.ringdown.interop.process.Patience;
import org.ringdown.interop.process.Ports;
import org.ringdown.interop.process.Program;
import org.ringdown.interop.sound.Hearing;
import org.ringdown.interop.sound.Sound;

/** linphonec 5.1, registered: answers every call at once, says a tone into it and records what it hears. It has one codec only. */
public final class Linphone implements AutoCloseable {
    private static final Duration START = Duration.ofSeconds(20);
    private static final Pattern BEGUN = Pattern.compile("assigned id \\d+");
    private static final Pattern ENDED = Pattern.compile("Call \\d+ with .* (ended|error)");
    private static final Pattern KEY = Pattern.compile("Receiving tone (.) from");

    /**
     * Who it is and how it speaks.
     *
     * @param transport {@code udp}, {@code tcp} or {@code tls}: the only one that it uses
     * @param encryption {@code none}, {@code srtp} or {@code dtls}: it insists on it
     * @param codec as its configuration names it, such as {@code PCMA}
     * @param port where it listens, 0 for anywhere; over TLS it does not listen, but is reached by its own connection
     */
    public record Account(
            String user,
            String password,
            int registrar,
            String transport,
            String encryption,
            String codec,
            int rate,
            int port) {}

    private final Path folder;
    private final Program program;

    private Linphone(Path folder, Program program) {
        this.folder = folder;
        this.program = program;
    }

    /** Starts one that says {@code hz}; returns when it is registered. */
    public static Linphone start(Path folder, Account account, int hz) {
        try {
            Files.createDirectories(folder);
            for (var old : List.of("heard.wav", "log")) Files.deleteIfExists(folder.resolve(old));
            // Its player takes the file's own rate for the card's: it wants 8 kHz.
            Sound.tone(hz, 8000, Duration.ofSeconds(60)).writeWav(folder.resolve("tone.wav"));
            Files.writeString(folder.resolve("rc"), configuration(account));
            for (var place : List.of(".local/share/linphone", ".config/linphone"))
                Files.createDirectories(folder.resolve(place));
            var program =
                    Program.startToTypeAt(
                            "linphonec",
                            folder,
                            Map.of("HOME", folder.toString()),
                            List.of("linphonec", "-c", "rc", "-a", "-d", "3", "-l", "log"));
            program.type("soundcard use files");
            program.type("play tone.wav");
            program.type("record heard.wav");
            return new Linphone(folder, program.ready(it -> awaitRegistration(it, folder)));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static void awaitRegistration(Program program, Path folder) {
        Patience.await(
                "registration of linphonec",
                START,
                Duration.ofMillis(50),
                () -> {
                    if (!program.alive()) throw new AssertionError(program.tail());
                    return log(folder).contains("to [LinphoneRegistrationOk]")
                            ? Optional.of(true)
                            : Optional.empty();
                });
    }

    private static String log(Path folder) {
        try {
            var file = folder.resolve("log");
            return Files.exists(file)
                    ? new String(Files.readAllBytes(file), StandardCharsets.ISO_8859_1)
                    : "";
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static String configuration(Account account) {
        int rtp = Ports.range(100);
        return """
        [sip]
        sip_port=%s
        sip_tcp_port=%s
        sip_tls_port=%s
        default_proxy=0
        verify_server_certs=0
        verify_server_cn=0
        register_only_when_network_is_up=0
        media_encryption=%s
        media_encryption_mandatory=%d
        [rtp]
        audio_rtp_port=%d-%d
        symmetric=1
        [video]
        enabled=0
        display=0
        capture=0
        [misc]
        add_missing_audio_codecs=0
        [audio_codec_0]
        mime=%s
        rate=%d
        enabled=1
        [proxy_0]
        reg_proxy=<sip:127.0.0.1:%d;transport=%s>
        reg_route=<sip:127.0.0.1:%d;transport=%s;lr>
        reg_identity=sip:%s@127.0.0.1
        reg_sendregister=1
        reg_expires=600
        publish=0
        [auth_info_0]
        username=%s
        passwd=%s
        domain=127.0.0.1
        """
                .formatted(
                        listens(account, "udp"),
                        listens(account, "tcp"),
                        listens(account, "tls"),
                        account.encryption,
                        account.encryption.equals("none") ? 0 : 1,
                        rtp,
                        rtp + 99,
                        account.codec,
                        account.rate,
                        account.registrar,
                        account.transport,
                        account.registrar,
                        account.transport,
                        account.user,
                        account.user,
                        account.password);
    }

    private static String listens(Account account, String transport) {
        if (!account.transport.equals(transport)) return "0"; // not at all
        return account.port == 0 ? "-1" : Integer.toString(account.port);
    }

    /** Calls, as soon as its last call is over: while one goes on it ignores the order. */
    public void dial(String uri) {
        Patience.await("linphonec without a call", START, () -> ended() >= begun());
        dialBeside(uri);
    }

    /** Calls while another call is paused. */
    public void dialBeside(String uri) {
        program.type("call " + uri);
    }

    private long begun() {
        return BEGUN.matcher(program.out()).results().count();
    }

    private long ended() {
        return ENDED.matcher(program.out()).results().count();
    }

    /** Presses one key in the call. */
    public void press(char key) {
        program.type(Character.toString(key));
    }

    /** The keys that it heard since it was started. */
    public String keysHeard() {
        return KEY.matcher(program.out())
                .results()
                .map(match -> match.group(1))
                .collect(Collectors.joining());
    }

    /** Puts the call on hold. */
    public void pause() {
        program.type("pause");
    }

    public void resume() {
        program.type("resume");
    }

    public void transfer(String to) {
        program.type("transfer " + to);
    }

    /** Returns when its {@code number}th call is answered. */
    public void awaitConnected(int number) {
        program.awaitOutput("Call " + number + " with .* connected", START);
    }

    /** Has the far ends of its first two calls talk to each other. */
    public void join() {
        program.type("transfer 1 --to-call 2");
    }

    /** Sends a text. */
    public void text(String uri, String body) {
        program.type("chat " + uri + " " + body);
    }

    public void hangup() {
        program.type("terminate");
    }

    /** A good second of the tone in the latest call, once that has ended: on a busy machine its recorder leaves gaps of its own. */
    public Hearing awaitTone(int hz) {
        return Hearing.await(hz, Duration.ofSeconds(1), this::heard);
    }

    /** What was heard in the latest call, once it has ended: only then does it write the head of its file. */
    public Sound heard() {
        var file = folder.resolve("heard.wav");
        try {
            return Files.exists(file) && isWritten(file)
                    ? Sound.readWav(file)
                    : Sound.silence(8000, Duration.ZERO);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static boolean isWritten(Path file) throws IOException {
        try (var in = Files.newInputStream(file)) {
            return new String(in.readNBytes(4), StandardCharsets.US_ASCII).equals("RIFF");
        }
    }

    public String tail() {
        return program.tail();
    }

    @Override
    public void close() {
        program.close();
    }
}
