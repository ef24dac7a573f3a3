package org.ringdown.hostile;

import static org.assertj.core.api.Assertions.assertThat;

import java.net.DatagramSocket;
import java.net.InetAddress;
import java.net.Socket;
import java.net.URLEncoder;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Queue;
import java.util.Set;
import java.util.concurrent.ConcurrentLinkedQueue;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.ringdown.Started;
import org.ringdown.authorisation.Forger;
import org.ringdown.authorisation.WebVisitor;
import org.ringdown.config.ConfigurationReader;
import org.ringdown.config.ConfigurationReader.Outcome;
import org.ringdown.config.ConfigurationReader.Sources;
import org.ringdown.sip.SipParser;
import tools.jackson.core.json.JsonFactory;
import tools.jackson.core.json.JsonWriteFeature;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/**
 * Puts each hostile text into each field of each interface of the whole program, and looks at what comes out of it everywhere else: the log,
 * the files and the database of records, the pages of ladders, the page and the far end that a call is for.
 */
class HostileTextTest {
    private static final JsonMapper JSON = new JsonMapper();
    private static final JsonMapper ASCII =
            JsonMapper.builder(
                            JsonFactory.builder().enable(JsonWriteFeature.ESCAPE_NON_ASCII).build())
                    .build();
    private static final String ORIGIN = "https://shop.example";
    private static final String PASSWORD = "white rabbit, late again";
    static final String TYPED = "a password that somebody types wrong";
    private static final String API_KEY = "an api key that may do everything there is";
    private static final String TRUNK_PASSWORD = "a secret between two gateways";
    private static final List<String> SECRETS =
            List.of(PASSWORD, TYPED, API_KEY, TRUNK_PASSWORD, Forger.SECRET);

    /** What a message of ours to another side may have, and no more. */
    private static final Set<String> OURS =
            Set.of(
                    "Via",
                    "Max-Forwards",
                    "From",
                    "To",
                    "Call-ID",
                    "CSeq",
                    "Contact",
                    "Allow",
                    "Supported",
                    "User-Agent",
                    "Session-Expires",
                    "Min-SE",
                    "P-Asserted-Identity",
                    "Diversion",
                    "History-Info",
                    "Referred-By",
                    "X-Customer",
                    "Content-Type",
                    "Content-Length",
                    "Reason",
                    "Event",
                    "Subscription-State",
                    "Require",
                    "Accept",
                    "Expires",
                    "Warning",
                    "Retry-After",
                    "Server",
                    "RSeq",
                    "WWW-Authenticate",
                    "Refer-Sub",
                    "Unsupported",
                    "Accept-Encoding",
                    "Accept-Language",
                    "Allow-Events");

    @TempDir static Path folder;

    private static final Forger FORGER = new Forger();
    private static final Set<String> seen = new HashSet<>();
    private static ErrorStream errors;
    private static Started gateway;
    private static WebVisitor visitor;
    private static WebVisitor.PageSocket bob;
    private static final Queue<JsonNode> told = new ConcurrentLinkedQueue<>();
    private static Peer first;
    private static Peer second;
    private static int linesRead;
    private static int visitors;

    /** What came through at all: it is not by refusing everything that nothing hostile arrives. */
    private static int toAnother;

    private static int toPages;

    @BeforeAll
    static void start() throws Exception {
        errors = new ErrorStream();
        int port = free();
        first = new Peer("127.0.0.3", port);
        second = new Peer("127.0.0.4", port);
        var file = Files.writeString(folder.resolve("ringdown.yaml"), configuration(port));
        gateway =
                Started.with(
                        new Sources(Optional.of(file), Map.of(), List.of("media.webrtc-port=0")));
        visitor = new WebVisitor("127.0.0.1", gateway.http().getPort());
        bob = page("bob");
        Thread.ofVirtual().start(() -> declineAll(bob));
        first.answers(_ -> List.of("SIP/2.0 200 OK\r\nContent-Length: 0\r\n\r\n"));
    }

    private static String configuration(int port) {
        return """
        http: {port: 0, origins: ["%s"]}
        sip: {port: %d}
        store: {folder: "%s"}
        users:
          alice: {password: "%s"}
          bob: {password: "%s"}
        tokens: {keys: {k1: {key: "%s"}}}
        api-keys: {crm: {key: "%s", may: [tokens, calls, stop]}}
        buttons: {sales: {to: "600", origins: ["%s"]}}
        limits: {per-user: {calls: 1000, calls-per-hour: 100000}}
        trunks:
          first: {uri: "sip:%s", trusted: true, headers: [X-Customer], may: [info, message], watch: off}
          second: {uri: "sip:%s", trusted: true, headers: [X-Customer], may: [info, message], username: us, password: "%s", watch: off}
        routes:
          - {to: "7*", from: first, user: bob}
          - {to: "*", from: first, trunk: second}
          - {to: "+49*", trunk: second}
        """
                .formatted(
                        ORIGIN,
                        port,
                        folder.resolve("store"),
                        PASSWORD,
                        PASSWORD,
                        Forger.SECRET,
                        API_KEY,
                        ORIGIN,
                        first.authority(),
                        second.authority(),
                        TRUNK_PASSWORD);
    }

    private static int free() throws Exception {
        try (var socket = new DatagramSocket(0, InetAddress.getLoopbackAddress())) {
            return socket.getLocalPort();
        }
    }

    private static WebVisitor.PageSocket page(String user) throws Exception {
        var page = visitor.open(Map.of("Origin", ORIGIN));
        page.hello(FORGER.saying("sub", user));
        page.await("welcome");
        return page;
    }

    @BeforeEach
    void decentFarEnd() {
        second.answers(HostileTextTest::decent);
    }

    /** Takes calls to numbers that begin with 2, and is busy for others. */
    private static List<String> decent(Lines request) {
        if (!request.start().startsWith("INVITE "))
            return List.of("SIP/2.0 200 OK\r\nContent-Length: 0\r\n\r\n");
        return List.of(
                (request.start().startsWith("INVITE sip:2") ? Forms.ACCEPTANCE : Forms.REFUSAL)
                        .message());
    }

    @ParameterizedTest
    @EnumSource
    void inCallsToAFarEnd(Hostile value) throws Exception {
        for (var field : Forms.INVITE.fields()) first.ask(Forms.INVITE, field, value.octets());
    }

    @ParameterizedTest
    @EnumSource
    void inCallsToAPage(Hostile value) throws Exception {
        var toBob = Forms.INVITE.saying(Map.of("{number=}", "7"));
        for (var field : toBob.fields()) first.ask(toBob, field, value.octets());
    }

    @ParameterizedTest
    @EnumSource
    void inWhatAFarEndAnswers(Hostile value) throws Exception {
        for (var form : List.of(Forms.REFUSAL, Forms.ACCEPTANCE)) {
            for (var field : form.fields()) {
                // One that cannot be read is dropped; the next one counts.
                second.answers(request ->
                        request.start().startsWith("INVITE ")
                                ? List.of(
                                        form.message(field, value.octets()),
                                        Forms.REFUSAL.message())
                                : decent(request));
                first.ask(Forms.INVITE, "", "");
            }
        }
    }

    @ParameterizedTest
    @EnumSource
    void withinCalls(Hostile value) throws Exception {
        for (var form : Forms.WITHIN) {
            for (var field : form.fields()) {
                var call = first.call(Forms.INVITE.saying(Map.of("{number=}", "2")));
                first.ask(form.saying(call), field, value.octets());
                first.ask(Forms.WITHIN.getLast().saying(call), "", "");
            }
        }
    }

    @ParameterizedTest
    @EnumSource
    void outsideOfCalls(Hostile value) throws Exception {
        for (var form : Forms.OTHERS)
            for (var field : form.fields()) first.ask(form, field, value.octets());
    }

    @ParameterizedTest
    @EnumSource
    void inWhatPagesSay(Hostile value) throws Exception {
        var text = quoted(value.text());
        var page = page("ann" + ++visitors);
        for (var form : Forms.FRAMES) {
            for (var field : form.fields()) {
                if (page.socket().isInputClosed()) page = page("ann" + ++visitors);
                page.socket().sendText(form.with(field, text), true).join();
                page.socket().sendText("{\"type\":\"ping\"}", true);
                hear(page, "pong");
            }
        }
        page.close();
    }

    /** Until it says this; or until it hears no more from us, as befits who says too much. */
    private static void hear(WebVisitor.PageSocket page, String... last) {
        Until.so(
                "an end of it",
                () -> {
                    var message = page.heard().poll();
                    if (message == null) return page.socket().isInputClosed();
                    return List.of(last).contains(message.path("type").asString());
                });
    }

    /** As JSON has it between quotes, in ASCII alone. */
    private static String quoted(String text) {
        var json = ASCII.writeValueAsString(text);
        return json.substring(1, json.length() - 1);
    }

    @ParameterizedTest
    @EnumSource
    void inTokens(Hostile value) throws Exception {
        for (var claim : List.of("iss", "aud", "sub", "jti", "to", "origin", "button", "nbf")) {
            try (var page = visitor.open(Map.of("Origin", ORIGIN))) {
                page.hello(FORGER.saying(claim, value.text()));
                hear(page, "welcome", "error");
            }
        }
    }

    @ParameterizedTest
    @EnumSource
    void inRequests(Hostile value) throws Exception {
        for (var field : Forms.HTTP.fields()) read(Forms.HTTP.message(field, value.octets()));
        for (var ask : Forms.BODIES.entrySet()) {
            var path = new Form(ask.getKey());
            for (var field : path.fields())
                for (var shown :
                        List.of(
                                value.octets(),
                                URLEncoder.encode(value.text(), StandardCharsets.UTF_8)))
                    read(request(path.with(field, shown), ask.getValue().with("", "")));
            for (var field : ask.getValue().fields())
                for (var shown : List.of(value.octets(), quoted(value.text())))
                    read(request(path.with("", ""), ask.getValue().with(field, shown)));
        }
    }

    private static String request(String line, String body) {
        return line
                + " HTTP/1.1\r\nHost: 127.0.0.1\r\nOrigin: "
                + ORIGIN
                + "\r\nAuthorization: Bearer "
                + (line.contains("/v1/contacts") ? FORGER.honest() : API_KEY)
                + "\r\nConnection: close\r\nContent-Length: "
                + body.length()
                + "\r\n\r\n"
                + body;
    }

    /** One answer, with headers of ours and nothing behind it, or none. */
    private static void read(String request) throws Exception {
        try (var socket = new Socket(gateway.http().getAddress(), gateway.http().getPort())) {
            socket.setSoTimeout(30_000);
            socket.getOutputStream().write(request.getBytes(StandardCharsets.ISO_8859_1));
            var answer = socket.getInputStream().readAllBytes();
            var lines = Lines.of(answer);
            assertThat(lines.start()).as(request).startsWith("HTTP/1.1 ");
            assertThat(lines.names()).doesNotContain("X-Evil", "X-evil");
            if (lines.all("Content-Type").contains("application/problem+json"))
                Plainness.json(
                        "problem",
                        JSON.readTree(
                                lines.body()
                                        .substring(
                                                0, Integer.parseInt(lines.one("Content-Length")))));
        }
    }

    @ParameterizedTest
    @EnumSource
    void inTheConfiguration(Hostile value) throws Exception {
        for (var field : Forms.CONFIGURATION.fields()) {
            var file =
                    Files.writeString(
                            folder.resolve("hostile.yaml"),
                            Forms.CONFIGURATION.with(field, quoted(value.text())));
            if (!(ConfigurationReader.read(new Sources(Optional.of(file), Map.of(), List.of()))
                    instanceof Outcome.Bad(var mistakes)))
                throw new AssertionError("there is always some mistake in it");
            mistakes.forEach(mistake -> Plainness.line(field, mistake.toString()));
        }
    }

    @AfterEach
    void nothingIsRaw() throws Exception {
        var lines = errors.lines();
        Plainness.log(lines.subList(linesRead, lines.size()));
        linesRead = lines.size();
        for (var bytes = first.heard().poll(); bytes != null; bytes = first.heard().poll())
            toItself(bytes);
        for (var bytes = second.heard().poll(); bytes != null; bytes = second.heard().poll())
            toAnother(bytes);
        for (var said = told.poll(); said != null; said = told.poll(), toPages++)
            Plainness.json("page", said);
        ladders();
    }

    /** What goes back to who wrote it repeats who that was, and has nothing else of it. */
    private static void toItself(byte[] bytes) {
        assertThat(Lines.of(bytes).names()).isSubsetOf(OURS);
    }

    /** Both readers agree on what each message says, and nobody else has a say in it. */
    private static void toAnother(byte[] bytes) throws Exception {
        toAnother++;
        var lines = Lines.of(bytes);
        assertThat(lines.names()).isSubsetOf(OURS);
        Plainness.lines("far end", lines.head());
        assertThat(lines.body()).hasSize(Integer.parseInt(lines.one("Content-Length")));
        var read = SipParser.parse(ByteBuffer.wrap(bytes));
        var agreed = new ArrayList<Map.Entry<String, String>>();
        for (var header : read.headers())
            agreed.add(Map.entry(header.name(), octets(header.value())));
        assertThat(agreed).isEqualTo(lines.headers());
        if (lines.all("Content-Type").contains("application/sdp"))
            assertThat(lines.body().split("\r\n"))
                    .allMatch(line -> line.matches("[vosctma]=[ -~]*"));
    }

    private static String octets(String text) {
        return new String(text.getBytes(StandardCharsets.UTF_8), StandardCharsets.ISO_8859_1);
    }

    private static void ladders() throws Exception {
        for (var call : JSON.readTree(get("/v1/calls?limit=500")).path("calls")) {
            var id = call.path("id").asString();
            if (!seen.add(id)) continue;
            Plainness.json("record", call);
            Plainness.lines("drawing", get("/v1/calls/" + id + "/ladder.txt"));
            Plainness.lines("json", get("/v1/calls/" + id + "/ladder.json"));
            var page = get("/v1/calls/" + id + "/ladder.html");
            Plainness.lines("page", page);
            assertThat(page).doesNotContain("<script", "<img");
        }
    }

    /** No word of a stranger names a figure: methods and codes are counted under those that everybody knows. */
    private static void figures() throws Exception {
        var figures = get("/metrics");
        assertThat(figures)
                .contains("ringdown_sip_requests_total{direction=\"in\",method=\"other\"}");
        figures.lines()
                .filter(line -> line.startsWith("ringdown_"))
                .forEach(line ->
                        assertThat(line).matches("[a-z_]+(\\{[A-Za-z0-9_=\",.+\\-]*})? [-0-9.E]+"));
    }

    private static String get(String path) throws Exception {
        var answer = visitor.ask("GET", path, "", Map.of("Authorization", "Bearer " + API_KEY));
        assertThat(answer.status()).as(path).isEqualTo(200);
        return answer.body();
    }

    private static void declineAll(WebVisitor.PageSocket page) {
        try {
            while (true) {
                var message = page.heard().take();
                told.add(message);
                if (message.path("type").asString().equals("incoming"))
                    page.say(Map.of("type", "reject", "call", message.path("call").asString()));
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    @AfterAll
    static void end() throws Exception {
        Until.so(
                "every record is in the database",
                () -> filed().size() > 0 && rows("calls") == filed().size());
        figures();
        bob.close();
        visitor.close();
        gateway.close();
        first.close();
        second.close();
        errors.close();
        for (var line : filed()) {
            Plainness.line("file", line);
            Plainness.json("file", JSON.readTree(line));
        }
        for (var text : cells()) Plainness.line("database", text);
        assertThat(toAnother).isGreaterThan(1000);
        assertThat(toPages).isGreaterThan(500);
        for (var secret : SECRETS)
            assertThat(errors.lines()).noneMatch(line -> line.contains(secret));
    }

    private static List<String> filed() throws Exception {
        var lines = new ArrayList<String>();
        try (var files = Files.newDirectoryStream(folder.resolve("store"), "calls-*.jsonl")) {
            for (var file : files) lines.addAll(List.of(Files.readString(file).split("\n")));
        }
        return lines;
    }

    private static Connection database() throws Exception {
        return DriverManager.getConnection(
                "jdbc:h2:file:"
                        + folder.resolve("store/store").toAbsolutePath()
                        + ";IFEXISTS=TRUE;MODE=PostgreSQL;DATABASE_TO_LOWER=TRUE;DEFAULT_NULL_ORDERING=HIGH",
                "ringdown",
                "");
    }

    private static int rows(String table) throws Exception {
        try (var open = database();
                var rows = open.createStatement().executeQuery("select count(*) from " + table)) {
            rows.next();
            return rows.getInt(1);
        }
    }

    private static List<String> cells() throws Exception {
        var cells = new ArrayList<String>();
        try (var open = database()) {
            for (var table : List.of("calls", "user_calls", "contacts")) {
                try (var rows = open.createStatement().executeQuery("select * from " + table)) {
                    while (rows.next())
                        for (int i = 1; i <= rows.getMetaData().getColumnCount(); i++)
                            cells.add(String.valueOf(rows.getString(i)));
                }
            }
        }
        assertThat(cells).hasSizeGreaterThan(1000);
        return cells;
    }
}
