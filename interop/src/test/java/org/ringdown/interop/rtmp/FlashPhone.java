package org.ringdown.interop.rtmp;

import java.io.File;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import org.ringdown.interop.process.Program;
import org.ringdown.interop.sound.Ffmpeg;
import org.ringdown.interop.sound.Hearing;
import org.ringdown.interop.sound.Sound;
import tools.jackson.databind.json.JsonMapper;

/** A phone of RTMP's kind in Python on librtmp ({@code phone.py}), or in Java on the client of Red5 ({@code Red5Phone.java}): commands, callbacks, A-law from it and whatever comes to it. */
public final class FlashPhone implements AutoCloseable {
    private static final JsonMapper JSON = new JsonMapper();
    private static final int RATE = 8000;
    private static final Duration START =
            Duration.ofSeconds(90); // Java compiles it first, on a machine that does more than that
    private static final Duration SOON = Duration.ofSeconds(20);
    private static final Path SCRIPTS = Path.of("src/test/resources/flash").toAbsolutePath();
    private static final Path RED5 = Path.of("target/red5").toAbsolutePath();

    private final Program program;
    private final Path heard;

    private FlashPhone(Program program, Path heard) {
        this.program = program;
        this.heard = heard;
    }

    /** Connects; {@code arguments} follow the object in {@code connect}. */
    public static FlashPhone start(Path folder, int port, String app, Object... arguments) {
        var url = "rtmp://127.0.0.1:" + port + "/";
        return start(
                folder,
                "/usr/bin/python3",
                SCRIPTS.resolve("phone.py").toString(),
                url + "x",
                app,
                url + app,
                JSON.writeValueAsString(arguments),
                folder.toAbsolutePath().toString());
    }

    /** The same on the client of Red5, once it is let in. */
    public static FlashPhone red5(Path folder, int port, String app, Object... arguments) {
        return start(
                        folder,
                        Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                        "-XX:TieredStopAtLevel=1",
                        "-cp",
                        RED5 + "/*" + File.pathSeparator + jackson(),
                        SCRIPTS.resolve("Red5Phone.java").toString(),
                        Integer.toString(port),
                        app,
                        JSON.writeValueAsString(arguments),
                        folder.toAbsolutePath().toString())
                .letIn();
    }

    /** What reads lines, and nothing else of ours. */
    private static String jackson() {
        return Arrays.stream(System.getProperty("java.class.path").split(File.pathSeparator))
                .filter(entry -> Path.of(entry).getFileName().toString().startsWith("jackson-"))
                .collect(Collectors.joining(File.pathSeparator));
    }

    private static FlashPhone start(Path folder, String... command) {
        var program = Program.startToTypeAt("flash-phone", folder, Map.of(), List.of(command));
        return new FlashPhone(program, folder.resolve("heard.flv").toAbsolutePath());
    }

    /** One that is let in. */
    public static FlashPhone welcome(Path folder, int port, String app, Object... arguments) {
        return start(folder, port, app, arguments).letIn();
    }

    private FlashPhone letIn() {
        program.ready(_ -> awaits(START, "_result", "NetConnection.Connect.Success"));
        return this;
    }

    /** Calls a method of the server. */
    public void calls(String method, Object... arguments) {
        var line =
                java.util.stream.Stream.concat(
                                java.util.stream.Stream.of((Object) method),
                                Arrays.stream(arguments))
                        .toList();
        program.type(JSON.writeValueAsString(line));
    }

    /** Opens both streams, and says a tone on its own. */
    public void talks(String publishes, String plays, int hz) {
        calls(".publish", publishes);
        awaits("onStatus", "NetStream.Publish.Start");
        calls(".play", plays);
        awaits("onStatus", "NetStream.Play.Start");
        calls(".say", hz);
    }

    /** The arguments of a method that the server has called, with all of these words in them. */
    public String awaits(String method, Object... words) {
        return awaits(SOON, method, words);
    }

    private String awaits(Duration within, String method, Object... words) {
        var said =
                Arrays.stream(words)
                        .map(word -> ".*" + Pattern.quote(word.toString()))
                        .collect(Collectors.joining());
        return program.awaitOutput("(?m)^\\[\"" + method + "\"(" + said + ".*)\\]$", within)
                .group(1);
    }

    /** Whether the server has called it. */
    public boolean wasCalled(String method) {
        return program.out().contains("[\"" + method + "\"");
    }

    /** Three good seconds of the tone, of what comes from now on, as ffmpeg decodes it. */
    public Hearing awaitTone(int hz) {
        var before = heard().length();
        return Hearing.await(hz, () -> since(before));
    }

    private Sound since(Duration before) {
        var all = heard();
        return all.slice(before, all.length());
    }

    private Sound heard() {
        return Ffmpeg.channel(heard, 0, RATE);
    }

    @Override
    public void close() {
        program.close();
    }
}
