package org.ringdown.interop;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetSocketAddress;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.ringdown.interop.peer.Certificate;
import org.ringdown.interop.process.Footprint;
import org.ringdown.interop.process.Host;
import org.ringdown.interop.process.Patience;
import org.ringdown.interop.process.Program;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** The program as its user starts it: a process in dev mode, on ports of its own choice, that says where it listens. */
public final class Gateway implements AutoCloseable {
    private static final Duration START = Duration.ofSeconds(90);
    private static final Duration STOP = Duration.ofSeconds(10);
    private static final Duration TOOL =
            Duration.ofSeconds(
                    60); // it starts a JVM of its own, and waits for a safe point of ours
    private static final Pattern USED = Pattern.compile("used (\\d+)([KM])");
    private static final JsonMapper JSON = new JsonMapper();

    private final Program program;
    private final JsonNode ready;

    private Gateway(Program program, JsonNode ready) {
        this.program = program;
        this.ready = ready;
    }

    /** Starts one; {@code settings} are {@code key=value}, and win over the free ports. */
    public static Gateway start(Path folder, String... settings) {
        return start(Host.HERE, folder, settings);
    }

    /** The same elsewhere. */
    public static Gateway start(Host host, Path folder, String... settings) {
        return start(host, folder, onFreePorts(settings), Map.of());
    }

    /** One that trusts this certificate alone, where it looks at any. */
    static Gateway trusting(Certificate certificate, Path folder, String... settings) {
        var environment = Map.of("JDK_JAVA_OPTIONS", certificate.javaOptions());
        return start(Host.HERE, folder, onFreePorts(settings), environment);
    }

    /** One that runs from an unpacked package, in dev mode on free ports. */
    static Gateway packaged(Path unpacked, Path folder, String... settings) {
        var command = new ArrayList<>(List.of(unpacked.resolve("bin/ringdown").toString()));
        command.addAll(onFreePorts(settings));
        return start(Program.start("packaged", folder, Map.of(), command));
    }

    private static List<String> onFreePorts(String... settings) {
        var arguments = new ArrayList<>(List.of("run", "--json"));
        for (var port :
                List.of(
                        "http.port=0",
                        "sip.port=0",
                        "media.webrtc-port=0",
                        "rtmp.port=off",
                        "rtmfp.port=off")) {
            arguments.addAll(List.of("--set", port));
        }
        for (var setting : settings) arguments.addAll(List.of("--set", setting));
        return arguments;
    }

    /** Starts one that is not in dev mode: {@code configuration} is the text of its ringdown.yaml. */
    public static Gateway configured(Host host, Path folder, String configuration) {
        return configured(host, folder, configuration, Map.of());
    }

    /** One whose heap has this size from the start, all of it there: what grows then is something else. */
    static Gateway ofSize(String heap, Path folder, String configuration) {
        var options = "-Xms%1$s -Xmx%1$s -XX:+AlwaysPreTouch".formatted(heap);
        return configured(Host.HERE, folder, configuration, Map.of("JDK_JAVA_OPTIONS", options));
    }

    private static Gateway configured(
            Host host, Path folder, String configuration, Map<String, String> environment) {
        try {
            var file = Files.createDirectories(folder).resolve("ringdown.yaml");
            Files.writeString(file, configuration);
            var arguments = List.of("run", "--json", "--config", file.toString());
            return start(host, folder, arguments, environment);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static Gateway start(
            Host host, Path folder, List<String> arguments, Map<String, String> environment) {
        return start(
                Program.start("ringdown", folder, environment, host.command(command(arguments))));
    }

    private static Gateway start(Program program) {
        try {
            program.awaitOutput("(?m)^\\{.*\\}$", START);
            var line =
                    program.out()
                            .lines()
                            .filter(text -> text.startsWith("{"))
                            .findFirst()
                            .orElseThrow();
            return new Gateway(program, JSON.readTree(line));
        } catch (AssertionError e) {
            program.close();
            throw e;
        }
    }

    /** What one says that does not start, because of these settings. */
    static String refused(Path folder, String... settings) {
        var arguments = new ArrayList<>(List.of("run"));
        for (var setting : settings) arguments.addAll(List.of("--set", setting));
        try (var program = Program.start("refused", folder, Map.of(), command(arguments))) {
            if (program.awaitExit(TOOL) != 1) throw new AssertionError(program.tail());
            return program.tail();
        }
    }

    /** A page token of {@code user}, as its operator makes one: with the program and the configuration of {@link #configured}. */
    static String token(Path folder, String user) {
        var file = folder.resolve("ringdown.yaml").toString();
        var command = command(List.of("token", "--config", file, "--user", user));
        try (var tool = Program.start("token", folder, Map.of(), command)) {
            if (tool.awaitExit(TOOL) != 0) throw new AssertionError(tool.tail());
            return tool.out().strip();
        }
    }

    /** Settings of one that takes numbers such as {@code load5070} from SIP peers of this machine, and passes them all to {@code port}. */
    public static String[] passingLoadTo(int port) {
        return new String[] {
            "trunks.load.uri=sip:127.0.0.1:" + port,
            "trunks.load.allow=127.0.0.1",
            "trunks.load.watch=off",
            "routes=[{from: load, to: \"load*\", trunk: load}]"
        };
    }

    /** The jar that this build made, run as ./ringdown runs it; the launcher itself has a test of its own. */
    static List<String> command(List<String> arguments) {
        var java = Path.of(System.getProperty("java.home"), "bin", "java").toString();
        var command =
                new ArrayList<>(
                        List.of(
                                java,
                                "@" + Path.of("../dist/java.flags").toAbsolutePath().normalize(),
                                "-jar",
                                jar().toString()));
        command.addAll(arguments);
        return command;
    }

    static Path jar() {
        var jar = Path.of("../server/target/ringdown.jar").toAbsolutePath().normalize();
        if (!Files.exists(jar))
            throw new AssertionError(jar + " is missing; ./ringdown test interop builds it first");
        return jar;
    }

    /** The object that it printed when calls could be made. */
    public JsonNode ready() {
        return ready;
    }

    /** The origin of its pages, without a slash at the end. */
    public String origin() {
        return ready.path("url").asString().replaceAll("/$", "");
    }

    /** Where it takes SIP, over UDP and over TCP. */
    public InetSocketAddress sip() {
        var address = ready.path("sip").path("udp").asString();
        int colon = address.lastIndexOf(':');
        return new InetSocketAddress(
                address.substring(0, colon), Integer.parseInt(address.substring(colon + 1)));
    }

    /** Where it takes SIP over TLS, if it does. */
    public int tlsPort() {
        var address = ready.path("sip").path("tls").asString("");
        if (address.isEmpty()) throw new AssertionError("it takes no SIP over TLS: " + ready);
        return Integer.parseInt(address.substring(address.lastIndexOf(':') + 1));
    }

    /** Where it takes RTMP. */
    public int rtmpPort() {
        return port("rtmp");
    }

    /** Where it takes RTMP over TLS. */
    int rtmpsPort() {
        return port("rtmps");
    }

    /** Where it takes RTMFP. */
    public int rtmfpPort() {
        return port("rtmfp");
    }

    private int port(String name) {
        var address = ready.path(name).asString("");
        if (address.isEmpty()) throw new AssertionError("it takes no " + name + ": " + ready);
        return Integer.parseInt(address.substring(address.lastIndexOf(':') + 1));
    }

    /** What a phone dials to reach {@code user} or a number. */
    public String uri(String user) {
        return "sip:" + user + "@127.0.0.1:" + sip().getPort();
    }

    public long pid() {
        return ready.path("pid").asLong();
    }

    public boolean alive() {
        return program.alive();
    }

    /** Everything it has logged. */
    public String log() {
        return program.err();
    }

    /** Its last words, and the ladders of its newest calls, as far as it still answers. */
    public String tail() {
        return program.tail() + (alive() ? ladders() : "");
    }

    private String ladders() {
        try {
            return calls(3).map(call ->
                            get("/v1/calls/" + call.path("id").asString() + "/ladder.txt").body())
                    .collect(Collectors.joining("\n"));
        } catch (RuntimeException e) {
            return "its calls are not known: " + e.getMessage();
        }
    }

    private Stream<JsonNode> calls(int newest) {
        return JSON.readTree(get("/v1/calls?limit=" + newest).body()).path("calls").valueStream();
    }

    public Footprint footprint() {
        try {
            return Footprint.of(pid());
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** What lives on its heap, in kilobytes, after a full collection. */
    public long liveHeap() {
        jcmd("GC.run");
        jcmd("GC.run");
        var used = USED.matcher(jcmd("GC.heap_info"));
        if (!used.find()) throw new AssertionError("jcmd does not say what the heap holds");
        return Long.parseLong(used.group(1)) * (used.group(2).equals("M") ? 1024 : 1);
    }

    /** Runs a diagnostic command in its JVM, and returns what that prints. */
    public String jcmd(String command) {
        var jcmd = Path.of(System.getProperty("java.home"), "bin", "jcmd").toString();
        var folder = Path.of("target/interop/jcmd").toAbsolutePath();
        try (var tool =
                Program.start(
                        "jcmd", folder, Map.of(), List.of(jcmd, Long.toString(pid()), command))) {
            tool.awaitExit(TOOL);
            return tool.out();
        }
    }

    /** A GET of {@code path}. */
    public HttpResponse<String> get(String path) {
        return send(request(path).GET());
    }

    /** A POST of JSON. */
    HttpResponse<String> post(String path, String body) {
        return send(request(path).POST(HttpRequest.BodyPublishers.ofString(body)));
    }

    /** A request that a page of {@code origin}, or a program with a key, makes. */
    public HttpResponse<String> ask(String method, String path, String header, String value) {
        return send(
                request(path)
                        .header(header, value)
                        .method(method, HttpRequest.BodyPublishers.noBody()));
    }

    private HttpRequest.Builder request(String path) {
        return HttpRequest.newBuilder(URI.create(origin() + path)).timeout(STOP);
    }

    private static HttpResponse<String> send(HttpRequest.Builder request) {
        try (var client = HttpClient.newHttpClient()) {
            return client.send(request.build(), HttpResponse.BodyHandlers.ofString());
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException(e);
        }
    }

    /** The id of the newest call that is not over. */
    String liveCall() {
        return going().findFirst()
                .orElseThrow(() -> new AssertionError("no call goes on"))
                .path("id")
                .asString();
    }

    /** Its newest calls that are not over. */
    private Stream<JsonNode> going() {
        return calls(50)
                .filter(call ->
                        !List.of("ended", "refused").contains(call.path("state").asString()));
    }

    /** Returns when it has no call left. */
    public void awaitQuiet(Duration within) {
        Patience.await(
                "gateway without calls",
                within,
                Duration.ofMillis(50),
                () -> going().findAny().isEmpty() ? Optional.of(true) : Optional.empty());
    }

    /** SIGTERM; its exit status. */
    public int stop() {
        terminate();
        return awaitExit();
    }

    /** SIGTERM, and no waiting. */
    public void terminate() {
        program.terminate();
    }

    /** Its exit status, soon. */
    public int awaitExit() {
        return program.awaitExit(STOP);
    }

    @Override
    public void close() {
        program.close();
    }
}
