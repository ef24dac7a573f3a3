package org.ringdown.bench;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.lang.management.ManagementFactory;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.ringdown.interop.Gateway;
import org.ringdown.interop.browser.Browser;
import org.ringdown.interop.browser.Page;
import org.ringdown.interop.browser.PageServer;
import org.ringdown.interop.peer.Asterisk;
import org.ringdown.interop.peer.Certificate;
import org.ringdown.interop.peer.Janus;
import org.ringdown.interop.peer.Sipp;
import org.ringdown.interop.phone.ScriptedPhone;
import org.ringdown.interop.process.Patience;
import tools.jackson.databind.json.JsonMapper;

/**
 * From a click in a page to the first sound of a SIP phone in it: through Ringdown, through Janus' SIP plugin, and through Asterisk with JsSIP in the page.
 *
 * <p>All pages stand ready, signed in; the microphone is asked for after the click. All call the same callees, which speak PCMA; how long a callee takes
 * by itself is measured beside it. The calls alternate, so that a busy minute of the machine hits all of them.
 */
final class ClickBench {
    private static final Duration FIRST_SOUND = Duration.ofSeconds(20);
    private static final Duration BETWEEN_CALLS = Duration.ofMillis(500);

    /** As long as a hand takes from the button's edge to the click. */
    private static final Duration HAND = Duration.ofMillis(500);

    private static final int TONE_HZ = 1500;
    private static final String SOUND = "audio";
    private static final String ALONE = "the callee alone";
    private static final List<String> MARKS =
            List.of("accepted", "answered", "connected", "packet", SOUND);

    private final Path folder;
    private final String browserName;
    private final Map<String, Map<String, List<Map<String, Double>>>> runs = new LinkedHashMap<>();
    private String browserVersion = "";

    ClickBench(Path folder, String browserName) {
        this.folder = folder;
        this.browserName = browserName;
    }

    /** Makes {@code count} calls of each kind, prints the table, and writes {@code json}. */
    void run(int count, Path json) {
        try (var gateway = Gateway.start(folder.resolve("gateway"));
                var janus = Janus.start(folder.resolve("janus"));
                var asterisk = asterisk();
                var sipp =
                        Callee.sipp(
                                Sipp.answering(folder.resolve("sipp"), "answer-tone", TONE_HZ));
                var prompt = Callee.prompt(TONE_HZ);
                var caller = ScriptedPhone.open("caller");
                var pages = PageServer.start();
                var browser = browser()) {
            browserVersion = browser.version();
            asterisk.logSip(false);
            for (int i = 0; i < count; i++) {
                for (var callee : List.of(sipp, prompt)) {
                    var ours = pages.origin() + "/click-ringdown.html?gateway=" + gateway.origin();
                    var theirs = pages.origin() + "/click-janus.html?ws=" + janus.webSocket();
                    var jssip = pages.origin() + "/click-asterisk.html?" + signIn(asterisk);
                    note(callee, ALONE, Map.of(SOUND, callee.alone(caller)));
                    call("Ringdown", browser, ours, callee, false);
                    call("Janus SIP plugin", browser, theirs, callee, false);
                    call("Asterisk, JsSIP", browser, jssip, callee, false);
                    call("Ringdown, prepared", browser, ours, callee, true);
                }
            }
        }
        System.out.print(table(count));
        write(json);
    }

    private Asterisk asterisk() {
        var certificate = Certificate.make(folder.resolve("certificate"));
        return Asterisk.start(folder.resolve("asterisk"), certificate, "caller", "caller");
    }

    private static String signIn(Asterisk asterisk) {
        return "ws=%s&user=%s&password=%s"
                .formatted(asterisk.webSocket(), Asterisk.WEB, Asterisk.WEB_PASSWORD);
    }

    /** Without a sound output: opening one would delay the first sound of either page by a second. */
    private Browser browser() {
        return browserName.equals("firefox")
                ? Browser.firefox(folder.resolve("firefox"), Map.of())
                : Browser.chromium(folder.resolve("chromium"), Map.of());
    }

    private void call(String name, Browser browser, String page, Callee callee, boolean prepared) {
        try (var open = browser.open(page + "&to=" + callee.uri(), name)) {
            open.await("page that can call", FIRST_SOUND, "window.bench && bench.ready");
            if (prepared) {
                open.run("await bench.prepare()");
                Patience.pause(HAND);
            }
            open.run("await bench.click()");
            open.await("sound of the phone", FIRST_SOUND, "bench.marks.audio !== undefined");
            note(callee, name, marks(open));
            open.run("await bench.hangup()");
            Patience.pause(BETWEEN_CALLS);
        }
    }

    private void note(Callee callee, String name, Map<String, Double> marks) {
        runs.computeIfAbsent(callee.name(), _ -> new LinkedHashMap<>())
                .computeIfAbsent(name, _ -> new ArrayList<>())
                .add(marks);
    }

    private static Map<String, Double> marks(Page page) {
        var marks = page.run("return bench.marks");
        var values = new LinkedHashMap<String, Double>();
        for (var mark : MARKS) if (marks.has(mark)) values.put(mark, marks.path(mark).asDouble());
        return values;
    }

    private String table(int count) {
        var text =
                new StringBuilder(
                        "Click to first sound, %s, %d calls each, ms: median (least to most)%n%n"
                                .formatted(browserVersion, count));
        text.append("%-20s".formatted(""))
                .append(String.join("", MARKS.stream().map("%20s"::formatted).toList()))
                .append('\n');
        runs.forEach((callee, rows) -> {
            text.append('\n').append(callee).append('\n');
            rows.forEach((name, calls) -> text.append(line(name, calls)));
        });
        return text.toString();
    }

    private static String line(String name, List<Map<String, Double>> calls) {
        var cells = MARKS.stream().map(mark -> "%20s".formatted(cell(row(mark, calls)))).toList();
        return "%-20s%s%n".formatted(name, String.join("", cells));
    }

    private static String cell(Row row) {
        return row.millis().isEmpty()
                ? "-"
                : "%.0f (%.0f to %.0f)".formatted(row.median(), row.least(), row.most());
    }

    private static Row row(String mark, List<Map<String, Double>> calls) {
        return new Row(
                mark,
                calls.stream()
                        .filter(marks -> marks.containsKey(mark))
                        .map(marks -> marks.get(mark))
                        .toList());
    }

    private void write(Path json) {
        var machine = ManagementFactory.getOperatingSystemMXBean();
        var report = new LinkedHashMap<String, Object>();
        report.put("what", "click to first sound, milliseconds since the click");
        report.put("browser", browserVersion);
        report.put("cores", machine.getAvailableProcessors());
        report.put("load", machine.getSystemLoadAverage());
        report.put("calls", runs);
        try {
            Files.createDirectories(json.toAbsolutePath().getParent());
            Files.write(
                    json,
                    JsonMapper.builder()
                            .build()
                            .writerWithDefaultPrettyPrinter()
                            .writeValueAsBytes(report));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
