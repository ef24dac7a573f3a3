package org.ringdown.interop.peer;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.ByteBuffer;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.ringdown.interop.process.Host;
import org.ringdown.interop.process.Patience;
import org.ringdown.interop.process.Ports;
import org.ringdown.interop.process.Program;
import org.ringdown.interop.sound.Hearing;
import org.ringdown.interop.sound.Sound;

/**
 * baresip: speaks a tone into every call and records what it hears. It is told what to do through {@link #control()}.
 *
 * <p>One process may have several accounts; a call finds its account by the user part of the address.
 */
public final class Baresip implements AutoCloseable {
    /** What an account's list of codecs calls them. */
    public static final Map<String, String> CODECS =
            Map.of(
                    "pcma",
                    "pcma/8000/1",
                    "pcmu",
                    "pcmu/8000/1",
                    "g722",
                    "g722/16000/1",
                    "opus",
                    "opus/48000/2");

    private static final String WATCHING = "module_app presence.so\nmodule_app mwi.so\n";
    private static final Duration START = Duration.ofSeconds(15);
    private static final int PLAYED_RATE = 48_000; // auplay_srate
    private static final Duration TONE_LENGTH = Duration.ofSeconds(60); // the file is played once

    private final Host host;
    private final Path folder;
    private final Program program;
    private final BaresipControl control;
    private final int port;

    private Baresip(Host host, Path folder, Program program, BaresipControl control, int port) {
        this.host = host;
        this.folder = folder;
        this.program = program;
        this.control = control;
        this.port = port;
    }

    /**
     * Starts one that speaks {@code hz}.
     *
     * @param accounts a line each, as baresip's accounts file has it; {@code PORT} stands for the port that it listens on
     */
    public static Baresip start(Path folder, SoundServer sound, int hz, List<String> accounts) {
        return start(folder, sound, hz, accounts, "", "");
    }

    /** The same with TLS too, on the port after {@link #port()}. */
    public static Baresip start(
            Path folder,
            SoundServer sound,
            int hz,
            List<String> accounts,
            Certificate certificate) {
        var settings = "sip_certificate " + certificate.both() + "\n";
        return start(folder, sound, hz, accounts, settings, "");
    }

    /**
     * Starts one that also asks for its voicemail, and watches whether its contacts, a SIP URI each, are there.
     *
     * <p>It gets its account when we can hear what comes of it: what it is told right after its registration is told only once. Besides, its
     * module mwi never returns from its own start if a registration is faster than that, which is a millisecond.
     */
    public static Baresip watching(
            Path folder, SoundServer sound, int hz, String account, List<String> contacts) {
        var friends =
                contacts.stream()
                        .map("\"friend\" <%s>;presence=p2p\n"::formatted)
                        .collect(Collectors.joining());
        var silent =
                account.replace("regint=60", "regint=0"); // for its presence: that takes the first
        var baresip = start(folder, sound, hz, List.of(silent), WATCHING, friends);
        baresip.control.command("uanew", account);
        return baresip;
    }

    /** Starts one that shows whoever calls the very pictures that it sees: decoded, and encoded anew. {@code codec} is all it has: vp8, or h264 by FFmpeg. */
    public static Baresip mirroring(
            Path folder, SoundServer sound, int hz, String account, String codec) {
        var settings =
                """
                module %s
                module vidbridge.so
                video_source vidbridge,mirror
                video_display vidbridge,mirror
                video_size 640x480
                video_bitrate 600000
                video_fps 25
                """
                        .formatted(codec.equals("vp8") ? "vp8.so" : "avcodec.so");
        var only = account + ";video_codecs=" + codec;
        return start(folder, sound, hz, List.of(only), settings, "");
    }

    /** Starts one elsewhere. */
    public static Baresip start(
            Host host, Path folder, SoundServer sound, int hz, List<String> accounts) {
        return start(host, folder, sound, hz, accounts, "", "");
    }

    private static Baresip start(
            Path folder,
            SoundServer sound,
            int hz,
            List<String> accounts,
            String settings,
            String contacts) {
        return start(Host.HERE, folder, sound, hz, accounts, settings, contacts);
    }

    private static Baresip start(
            Host host,
            Path folder,
            SoundServer sound,
            int hz,
            List<String> accounts,
            String settings,
            String contacts) {
        try {
            int port = Ports.free();
            int controlPort = Ports.free();
            Files.createDirectories(folder.resolve("heard"));
            Sound.tone(hz, 48_000, TONE_LENGTH).writeWav(folder.resolve("tone.wav"));
            boolean muxed = accounts.stream().anyMatch(line -> line.contains("rtcp_mux=yes"));
            Files.writeString(
                    folder.resolve("config"),
                    config(host, folder, port, controlPort)
                            + settings
                            + (muxed ? "rtcp_mux yes\n" : ""));
            Files.writeString(
                    folder.resolve("accounts"),
                    String.join("\n", accounts).replace("PORT", Integer.toString(port)) + "\n");
            Files.writeString(folder.resolve("contacts"), contacts);
            Files.writeString(
                    folder.resolve(".asoundrc"),
                    """
                    pcm.loudspeaker { type pulse }
                    pcm.recorded {
                      type file
                      slave.pcm loudspeaker
                      file "%s"
                      format raw
                      truncate false
                    }
                    """
                            .formatted(folder.resolve("heard/played.raw")));
            var environment = new HashMap<>(sound.environment());
            environment.put("HOME", folder.toString());
            var program =
                    Program.start(
                            "baresip",
                            folder,
                            environment,
                            host.command(List.of("baresip", "-f", folder.toString(), "-v")));
            program.awaitOutput("baresip is ready", START);
            var control = BaresipControl.connect(host, controlPort);
            return new Baresip(host, folder, program, control, port);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** An account that any call to {@code user} reaches, speaking {@code codec} alone, such as {@code pcma/8000/1}. */
    public static String callee(String user, String codec, boolean answersAtOnce) {
        return "<sip:"
                + user
                + "@127.0.0.1:PORT;transport=udp>;regint=0;answermode="
                + (answersAtOnce ? "auto" : "manual")
                + ";audio_codecs="
                + codec;
    }

    /** An account that calls by a proxy, without registering there; {@code uafind} makes it the one that dials. */
    public static String caller(String user, String codec, int proxy) {
        return "<sip:%s@127.0.0.1>;outbound=\"sip:127.0.0.1:%d\";regint=0;answermode=auto;audio_codecs=%s"
                .formatted(user, proxy, codec);
    }

    /** One that any call to {@code user} reaches and that calls directly; {@code encryption} is {@code rtp}, {@code sdes} or {@code dtls}. */
    public static String direct(String user, String codec, String encryption) {
        var mediaenc =
                switch (encryption) {
                    case "sdes" -> ";mediaenc=srtp-mand";
                    case "dtls" -> ";mediaenc=dtls_srtp";
                    default -> "";
                };
        return "<sip:%s@127.0.0.1>;regint=0;answermode=auto;audio_codecs=%s%s"
                .formatted(user, codec, mediaenc);
    }

    /** An account registered at {@code registrar}, which challenges with digest. */
    public static String registered(
            String user, String password, int registrar, String codec, boolean answersAtOnce) {
        return "<sip:"
                + user
                + "@127.0.0.1:"
                + registrar
                + ";transport=udp>;auth_user="
                + user
                + ";auth_pass="
                + password
                + ";regint=60;answermode="
                + (answersAtOnce ? "auto" : "manual")
                + ";audio_codecs="
                + codec;
    }

    private static String config(Host host, Path folder, int port, int controlPort) {
        int rtp = Ports.range(200);
        return """
        sip_listen %s
        net_interface %s
        call_local_timeout 120
        call_max_calls 8
        audio_path %s
        audio_source aufile,%s
        audio_player alsa,recorded
        audio_alert aubridge,alert
        ausrc_srate 48000
        auplay_srate 48000
        ausrc_channels 1
        auplay_channels 1
        audio_level no
        audio_buffer 20-160
        rtp_ports %d-%d
        rtp_timeout 60
        module_path /usr/lib/baresip/modules
        module g711.so
        module g722.so
        module opus.so
        module srtp.so
        module dtls_srtp.so
        module aufile.so
        module aubridge.so
        module alsa.so
        module sndfile.so
        module ice.so
        module uuid.so
        module_app account.so
        module_app contact.so
        module_app menu.so
        module_app ctrl_tcp.so
        ctrl_tcp_listen 127.0.0.1:%d
        snd_path %s
        opus_bitrate 32000
        """
                .formatted(
                        host.inUri() + ":" + port,
                        host.address(),
                        folder.resolve("none"),
                        folder.resolve("tone.wav"),
                        rtp,
                        rtp + 199,
                        controlPort,
                        folder.resolve("heard"));
    }

    /** Waits for a line that it prints. */
    public void awaitPrinted(String expression, Duration within) {
        program.awaitOutput(expression, within);
    }

    public BaresipControl control() {
        return control;
    }

    public int port() {
        return port;
    }

    /** What to dial to reach an account of {@link #callee}. */
    public String uri(String user) {
        return "sip:" + user + "@" + host.inUri() + ":" + port;
    }

    /** Forgets earlier recordings: before a call, because their names have whole seconds only. */
    public void forget() {
        recordings().forEach(file -> file.toFile().delete());
    }

    /** Three good seconds of the tone, of what is heard from now on. */
    public Hearing awaitTone(int hz) {
        var before = heard().length();
        return Hearing.await(hz, () -> heard().slice(before, Duration.ofMinutes(10)));
    }

    /** What was heard since it last forgot, as far as it was recorded: what arrived, not a word after a hold. */
    public Sound heard() {
        return heard(".*-dec.wav", Sound::readWav)
                .reduce(Sound::then)
                .orElseGet(() -> Sound.silence(8000, Duration.ZERO));
    }

    /**
     * What its loudspeaker played since it last forgot, less the last second. A hold closes the loudspeaker, which is a second of silence here.
     */
    public Sound played() {
        var closed = Sound.silence(PLAYED_RATE, Duration.ofSeconds(1));
        return heard(
                        "played.*",
                        file -> Sound.pcm16(PLAYED_RATE, ByteBuffer.wrap(Files.readAllBytes(file))))
                .reduce((before, after) -> before.then(closed).then(after))
                .orElse(closed);
    }

    /** Reads a recording, which may still grow. */
    private interface Reader {
        Sound read(Path file) throws IOException;
    }

    private Stream<Sound> heard(String names, Reader reader) {
        var sounds = new ArrayList<Sound>();
        try {
            for (var file : recordings())
                if (file.getFileName().toString().matches(names) && Files.size(file) > 44)
                    sounds.add(reader.read(file));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        return sounds.stream();
    }

    private List<Path> recordings() {
        try (var files = Files.list(folder.resolve("heard"))) {
            return files.sorted().toList();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** Returns when the account of {@code user} says that its registrar accepted it. */
    public void awaitRegistration(Duration within) {
        Patience.await(
                "registration of baresip\n" + program.tail(),
                within,
                Duration.ofMillis(100),
                () ->
                        control.command("reginfo", "").contains("OK")
                                ? Optional.of(true)
                                : Optional.empty());
    }

    /** Its contacts, one a line, with what it knows of their presence: Online, Offline, Busy or Unknown. */
    public String contacts() {
        return control.command("contacts", "");
    }

    public String log() {
        return program.out() + program.err();
    }

    @Override
    public void close() {
        control.close();
        program.close();
    }
}
