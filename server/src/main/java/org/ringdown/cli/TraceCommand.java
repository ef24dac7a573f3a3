package org.ringdown.cli;

import java.io.IOException;
import java.io.PrintWriter;
import java.net.URI;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;
import tools.jackson.databind.JsonNode;

/** Shows what happened in a call of the gateway that runs. */
@Command(
        name = "trace",
        mixinStandardHelpOptions = true,
        description = {
            "Prints the ladder of a call: every message of both sides, with its time in milliseconds.",
            "Without a call: the newest calls, one line each. Outside dev mode an API key is needed that",
            "may look at calls. Exit codes: 0 printed, 1 no such call, or no gateway answers."
        })
final class TraceCommand implements Callable<Integer> {
    private static final Duration BETWEEN_LOOKS = Duration.ofMillis(500);
    private static final int USUAL_WIDTH = 120;
    private static final int LISTED = 20;

    @Spec private CommandSpec spec;

    @Parameters(
            arity = "0..1",
            paramLabel = "CALL",
            description = "Its id, as the log and pages have it, or the Call-ID of its SIP.")
    private String call;

    @Option(names = "--last", description = "The newest call.")
    private boolean last;

    @Option(
            names = "--follow",
            description = "Go on printing what happens, until the call has ended.")
    private boolean follow;

    @Option(names = "--json", description = "Print JSON.")
    private boolean json;

    @Option(
            names = "--width",
            paramLabel = "COLUMNS",
            description =
                    "The width of a line (default: the terminal's, where COLUMNS says it, or 120).")
    private Integer width;

    @Option(
            names = "--url",
            paramLabel = "URL",
            defaultValue = "http://127.0.0.1:8080",
            description = "Where the gateway is (default ${DEFAULT-VALUE}).")
    private URI url;

    @Option(
            names = "--key-file",
            paramLabel = "FILE",
            description = "The API key; or in the environment, as RINGDOWN_API_KEY.")
    private Path keyFile;

    @Override
    public Integer call() throws CannotStart, InterruptedException {
        try (var rest = new RestClient(url, key())) {
            if (call == null && !last) list(rest);
            else show(rest, call == null ? newest(rest) : call);
        }
        return 0;
    }

    private Optional<String> key() throws CannotStart {
        if (keyFile == null) return Optional.ofNullable(System.getenv("RINGDOWN_API_KEY"));
        try {
            return Optional.of(Files.readString(keyFile).strip());
        } catch (IOException unreadable) {
            throw RestClient.refused("The key file " + keyFile + " cannot be read.");
        }
    }

    private void list(RestClient rest) throws CannotStart, InterruptedException {
        var calls = rest.json("/v1/calls?limit=" + LISTED);
        if (json) {
            out().println(calls);
        } else if (calls.path("calls").isEmpty()) {
            out().println("There were no calls yet.");
        } else {
            calls.path("calls").forEach(this::line);
        }
    }

    private void line(JsonNode each) {
        out().printf(
                        "%-22s %s  %-24s %s%n",
                        text(each, "/id"),
                        text(each, "/times/begun"),
                        each.has("reason")
                                ? text(each, "/reason") + " by " + text(each, "/by")
                                : text(each, "/state"),
                        each.has("dialled")
                                ? text(each, "/sides/caller/uri") + " -> " + text(each, "/dialled")
                                : "");
        if (each.has("diagnosis")) out().println("    ! " + text(each, "/diagnosis/text"));
    }

    /** What strangers wrote, fit for a terminal. */
    private static String text(JsonNode from, String pointer) {
        return from.at(pointer).asString("").replaceAll("\\p{C}", "?");
    }

    private static String newest(RestClient rest) throws CannotStart, InterruptedException {
        var calls = rest.json("/v1/calls?limit=1").path("calls");
        if (calls.isEmpty()) throw RestClient.refused("There were no calls yet.");
        return calls.get(0).path("id").asString();
    }

    private void show(RestClient rest, String id) throws CannotStart, InterruptedException {
        String path = "/v1/calls/" + URLEncoder.encode(id, StandardCharsets.UTF_8) + "/ladder";
        var shown = List.<String>of();
        while (true) {
            boolean over = follow && isOver(rest.json(path + ".json"));
            if (json) out().println(rest.text(path + ".json").strip());
            else shown = more(shown, rest.text(path + ".txt?width=" + width()).lines().toList());
            out().flush();
            if (!follow || over) return;
            Thread.sleep(BETWEEN_LOOKS);
        }
    }

    /** Prints what is new: the lines that were added, or all of them when the columns have changed. */
    private List<String> more(List<String> before, List<String> now) {
        int same =
                heads(before) > 0 && body(now).size() >= body(before).size()
                        ? body(before).size()
                        : 0;
        boolean grown =
                same > 0
                        && body(now).subList(0, same).equals(body(before))
                        && heads(now) == heads(before);
        (grown ? body(now).subList(same, body(now).size()) : now).forEach(out()::println);
        return now;
    }

    /** The title, perhaps the sentence, an empty line, and two lines of column heads. */
    private static int heads(List<String> lines) {
        int empty = lines.indexOf("");
        return empty < 0 ? 0 : Math.min(lines.size(), empty + 3);
    }

    private static List<String> body(List<String> lines) {
        return lines.subList(heads(lines), lines.size());
    }

    private static boolean isOver(JsonNode ladder) {
        var state = ladder.path("state").asString("");
        return state.equals("ended") || state.equals("refused");
    }

    private int width() {
        if (width != null) return width;
        try {
            return Integer.parseInt(System.getenv().getOrDefault("COLUMNS", "" + USUAL_WIDTH));
        } catch (NumberFormatException strange) {
            return USUAL_WIDTH;
        }
    }

    private PrintWriter out() {
        return spec.commandLine().getOut();
    }
}
