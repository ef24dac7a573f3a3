package org.ringdown.http;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.Base64;
import java.util.List;
import java.util.Locale;
import java.util.TreeSet;
import org.ringdown.ladder.Ladder;
import org.ringdown.ladder.LadderParty;
import org.ringdown.ladder.Step;
import org.ringdown.ladder.Step.Channel;
import org.ringdown.ladder.Step.Way;
import org.ringdown.wire.Plain;

/**
 * A ladder as a page of its own: no script, no other file; each message opens at its line, by mouse or keyboard.
 *
 * <p>Everything that a stranger may have written is escaped, and the page's policy lets nothing run and nothing load.
 */
final class LadderPage {
    private static final String STYLE = resource("ladder.css");

    private final Ladder ladder;
    private final List<LadderParty> columns = new ArrayList<>();
    private final int gateway;
    private final StringBuilder out = new StringBuilder();

    /** Which columns are spanned, as classes: a style attribute would need a policy that allows them all. */
    private final TreeSet<String> spans = new TreeSet<>();

    private LadderPage(Ladder ladder) {
        this.ladder = ladder;
        ladder.parties().stream().filter(LadderParty::caller).forEach(columns::add);
        this.gateway = columns.size();
        ladder.parties().stream().filter(party -> !party.caller()).forEach(columns::add);
    }

    static Answer of(Ladder ladder) {
        var page = new LadderPage(ladder);
        page.body();
        String style = STYLE + page.lanes();
        String html =
                "<!doctype html><html lang=\"en\"><meta charset=\"utf-8\">"
                        + "<meta name=\"viewport\" content=\"width=device-width, initial-scale=1\">"
                        + "<title>"
                        + escaped(page.title())
                        + "</title><style>"
                        + style
                        + "</style><main>"
                        + page.out
                        + "</main></html>";
        return Answer.of(200, "text/html;charset=utf-8", html)
                .with(
                        "Content-Security-Policy",
                        "default-src 'none'; style-src 'sha256-"
                                + digest(style)
                                + "'; base-uri 'none'; form-action 'none'; frame-ancestors 'none'")
                .with("X-Frame-Options", "DENY");
    }

    private String title() {
        return ladder.placed()
                .map(placed -> placed.caller().uri() + " \u2192 " + placed.dialled())
                .orElse("Refused INVITE");
    }

    private void body() {
        out.append("<h1>").append(escaped(title())).append("</h1><p class=\"facts\">");
        out.append(ladder.begun().truncatedTo(ChronoUnit.MILLIS)).append(" \u00b7 ");
        out.append(escaped(ending())).append(" \u00b7 ").append(escaped(ladder.id()));
        out.append("</p>");
        ladder.sentence()
                .ifPresent(said ->
                        out.append("<p class=\"said\" role=\"note\">")
                                .append(escaped(said.toString()))
                                .append(" <code>")
                                .append(escaped(said.rule()))
                                .append("</code></p>"));
        out.append("<div class=\"ladder\">");
        heads();
        ladder.steps().forEach(this::step);
        out.append("</div>");
        if (ladder.leftOut() > 0)
            out.append("<p>").append(ladder.leftOut()).append(" steps had no room.</p>");
        out.append(
                        "<footer>The same as <a href=\"ladder.txt\">text</a>, <a href=\"ladder.json\">JSON</a>")
                .append(" or <a href=\"ladder.pcapng\">capture</a> of its SIP messages.")
                .append(" Times in milliseconds.</footer>");
    }

    private String ending() {
        return ladder.record()
                .map(record ->
                        record.ending().reason().word()
                                + " by "
                                + record.ending().by().name().toLowerCase(Locale.ROOT))
                .orElse(ladder.state());
    }

    private void heads() {
        out.append("<div class=\"row heads\"><time>ms</time><div class=\"lanes\">");
        for (int column = 0; column <= columns.size(); column++) {
            boolean us = column == gateway;
            var party = us ? null : columns.get(column < gateway ? column : column - 1);
            out.append("<div class=\"head\"><b>")
                    .append(us ? "ringdown" : escaped(party.name()))
                    .append("</b><small>")
                    .append(us ? "" : escaped(party.address()))
                    .append("</small></div>");
        }
        out.append("</div></div>");
    }

    private void step(Step step) {
        boolean opens = !step.text().isEmpty();
        out.append(opens ? "<details><summary class=\"row\">" : "<div class=\"row\">");
        out.append("<time>")
                .append(String.format(Locale.ROOT, "%.1f", step.millis()))
                .append("</time><div class=\"lanes\">");
        int column = column(step.party());
        if (step.way() == Way.NOTE || column == gateway) note(step, column);
        else arrow(step, column);
        out.append("</div>");
        if (opens)
            out.append("</summary><pre>").append(escaped(step.text())).append("</pre></details>");
        else out.append("</div>");
    }

    private int column(String id) {
        for (int i = 0; i < columns.size(); i++) {
            if (columns.get(i).id().equals(id)) return i < gateway ? i : i + 1;
        }
        return gateway;
    }

    private void arrow(Step step, int column) {
        boolean rightward = (step.way() == Way.IN) == (column < gateway);
        out.append("<div class=\"arrow ")
                .append(rightward ? "right " : "left ")
                .append(kind(step))
                .append(' ')
                .append(span(Math.min(column, gateway), Math.max(column, gateway), true))
                .append("\"><span class=\"label\" title=\"")
                .append(escaped(step.label()))
                .append("\">");
        label(step);
        out.append("</span></div>");
    }

    /** Beside its rail; on the callee's side it ends there. */
    private void note(Step step, int column) {
        boolean after = column > gateway;
        out.append("<div class=\"note ")
                .append(after ? "after " : "")
                .append(kind(step))
                .append(' ')
                .append(span(after ? 0 : column, after ? column : columns.size(), true))
                .append("\"><span>");
        label(step);
        out.append("</span></div>");
    }

    private void label(Step step) {
        out.append(escaped(step.label()));
        if (step.times() > 1)
            out.append(" <span class=\"again\">").append(step.times()).append("\u00d7</span>");
    }

    private static String kind(Step step) {
        boolean refused =
                step.channel() == Channel.SIP && step.label().matches("[4-6]\\d\\d .*")
                        || step.channel() == Channel.MEDIA
                                && step.label().matches("(nothing|no sign|DTLS handshake f).*");
        return step.channel().name().toLowerCase(Locale.ROOT) + (refused ? " bad" : "");
    }

    private String span(int from, int to, boolean inset) {
        String name = "s" + from + "e" + to;
        if (inset) spans.add(name);
        return name;
    }

    /** The columns of this very ladder, their rails, and the spans that it uses. */
    private String lanes() {
        int count = columns.size() + 1;
        double half = 50.0 / count;
        var css = new StringBuilder();
        css.append(
                String.format(
                        Locale.ROOT,
                        ".lanes{grid-template-columns:repeat(%d,minmax(0,1fr));background:repeating-linear-gradient(to right,"
                                + "transparent 0 calc(%2$.4f%% - 1px),var(--rail) calc(%2$.4f%% - 1px) calc(%2$.4f%% + 1px),"
                                + "transparent calc(%2$.4f%% + 1px) %3$.4f%%)}",
                        count,
                        half,
                        2 * half));
        for (var span : spans) {
            int e = span.indexOf('e');
            int from = Integer.parseInt(span.substring(1, e));
            int to = Integer.parseInt(span.substring(e + 1));
            css.append(
                    String.format(
                            Locale.ROOT,
                            ".%s{grid-column:%d/%d;margin-left:%.4f%%;margin-right:%.4f%%}",
                            span,
                            from + 1,
                            to + 2,
                            50.0 / (to - from + 1),
                            from == to ? 0 : 50.0 / (to - from + 1)));
        }
        return css.toString();
    }

    static String escaped(String text) {
        var safe = new StringBuilder(text.length() + 16);
        text.codePoints().forEach(c -> escape(c, safe));
        return safe.toString();
    }

    private static void escape(int c, StringBuilder safe) {
        switch (c) {
            case '&' -> safe.append("&amp;");
            case '<' -> safe.append("&lt;");
            case '>' -> safe.append("&gt;");
            case '"' -> safe.append("&quot;");
            case '\'' -> safe.append("&#39;");
            case '\n', '\t' -> safe.appendCodePoint(c);
            case '\r' -> {}
            default -> safe.appendCodePoint(Plain.is(c) ? c : '\ufffd');
        }
    }

    private static String digest(String style) {
        try {
            byte[] hash =
                    MessageDigest.getInstance("SHA-256")
                            .digest(style.getBytes(StandardCharsets.UTF_8));
            return Base64.getEncoder().encodeToString(hash);
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException(e); // every JDK has it
        }
    }

    private static String resource(String name) {
        try (var in = LadderPage.class.getResourceAsStream(name)) {
            return new String(in.readAllBytes(), StandardCharsets.UTF_8);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
