package org.ringdown.ladder;

import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import org.ringdown.ladder.Step.Channel;
import org.ringdown.ladder.Step.Way;

/**
 * A ladder as plain text: a column for each party, the gateway between the two sides, time going down.
 *
 * <pre>
 *      ms  alice            ringdown           pbx
 *     0.0    |--call 600------->|                |
 *     1.2    |                  |---INVITE------>|
 * </pre>
 */
public final class Drawing {
    private static final DateTimeFormatter WALL =
            DateTimeFormatter.ofPattern("yyyy-MM-dd HH:mm:ss.SSS", Locale.ROOT)
                    .withZone(ZoneOffset.UTC);
    private static final String US = "ringdown";
    private static final int TIME = 10;
    private static final int NARROWEST = 18;
    private static final int WIDEST = 46;

    private final Ladder ladder;
    private final List<LadderParty> columns = new ArrayList<>();
    private final int gateway;
    private final int width;
    private final StringBuilder out = new StringBuilder();

    private Drawing(Ladder ladder, int room) {
        this.ladder = ladder;
        ladder.parties().stream().filter(LadderParty::caller).forEach(columns::add);
        this.gateway = columns.size();
        ladder.parties().stream().filter(party -> !party.caller()).forEach(columns::add);
        int gaps = Math.max(1, columns.size());
        this.width = Math.clamp((room - TIME - NARROWEST) / gaps, NARROWEST, WIDEST);
    }

    /** @param room characters in a line, as far as the number of parties lets it */
    public static String of(Ladder ladder, int room) {
        var drawing = new Drawing(ladder, room);
        drawing.title();
        drawing.heads();
        ladder.steps().forEach(drawing::step);
        drawing.end();
        return drawing.out.toString();
    }

    /** The one line by which a list shows a call. */
    public static String line(Ladder ladder) {
        var ending =
                ladder.record()
                        .map(record ->
                                record.ending().reason().word()
                                        + " by "
                                        + record.ending().by().name().toLowerCase(Locale.ROOT))
                        .orElse(ladder.state());
        String who =
                ladder.placed()
                        .map(placed -> placed.caller().uri() + " -> " + placed.dialled())
                        .orElseGet(() ->
                                ladder.parties().isEmpty()
                                        ? "?"
                                        : Diagnosis.who(ladder.parties().getFirst()));
        return "%-22s %s  %-22s %s"
                .formatted(ladder.id(), WALL.format(ladder.begun()), ending, who);
    }

    private void title() {
        out.append(line(ladder).stripTrailing()).append('\n');
        ladder.sentence().ifPresent(said -> out.append("! ").append(said.toString()).append('\n'));
        out.append('\n');
    }

    private void heads() {
        var names = new StringBuilder("        ms");
        var addresses = new StringBuilder(" ".repeat(TIME));
        for (int column = 0; column <= columns.size(); column++) {
            boolean us = column == gateway;
            var party = us ? null : columns.get(column < gateway ? column : column - 1);
            at(names, column, us ? US : party.name());
            at(addresses, column, us ? "" : party.address());
        }
        out.append(names.toString().stripTrailing()).append('\n');
        out.append(addresses.toString().stripTrailing()).append('\n');
    }

    /** Centres a text on a column's rail, as far as its neighbour lets it. */
    private void at(StringBuilder line, int column, String text) {
        String shown = cut(text, width - 2);
        int from = Math.max(line.length() + 1, rail(column) - shown.length() / 2);
        line.append(" ".repeat(from - line.length())).append(shown);
    }

    private int rail(int column) {
        return TIME + NARROWEST / 2 + column * width;
    }

    private void step(Step step) {
        int party = column(step.party());
        if (step.way() == Way.NOTE || party == gateway) note(step, party);
        else arrow(step, party);
    }

    private int column(String id) {
        for (int i = 0; i < columns.size(); i++) {
            if (columns.get(i).id().equals(id)) return i < gateway ? i : i + 1;
        }
        return gateway;
    }

    /** Beside the rail; on the callee's side before it, so that the line does not grow beyond the last one. */
    private void note(Step step, int column) {
        var line = rails();
        boolean before = column > gateway;
        String label = mark(step.channel()) + " " + text(step);
        String shown = cut(label, before ? rail(column) - rail(0) - 4 : WIDEST + width);
        int at = before ? rail(column) - 1 - shown.length() : rail(column) + 2;
        for (int i = 0; i < shown.length(); i++) put(line, at + i, shown.charAt(i));
        emit(step, line);
    }

    private static char mark(Channel channel) {
        return switch (channel) {
            case MEDIA -> '~';
            case CALL -> '*';
            default -> ' ';
        };
    }

    private void arrow(Step step, int column) {
        var line = rails();
        int from = Math.min(rail(column), rail(gateway)) + 1;
        int to = Math.max(rail(column), rail(gateway)) - 1;
        boolean rightward = (step.way() == Way.IN) == (column < gateway);
        for (int i = from; i <= to; i++) put(line, i, '-');
        put(line, rightward ? to : from, rightward ? '>' : '<');
        String shown = cut(text(step), to - from - 3);
        int at = from + (to - from + 1 - shown.length()) / 2;
        for (int i = 0; i < shown.length(); i++) put(line, at + i, shown.charAt(i));
        emit(step, line);
    }

    private static String text(Step step) {
        String again = step.times() > 1 ? " (" + step.times() + "x)" : "";
        return step.label() + again;
    }

    private StringBuilder rails() {
        var line = new StringBuilder(" ".repeat(TIME));
        for (int column = 0; column <= columns.size(); column++) put(line, rail(column), '|');
        return line;
    }

    private static void put(StringBuilder line, int at, char c) {
        while (line.length() <= at) line.append(' ');
        line.setCharAt(at, c);
    }

    private void emit(Step step, StringBuilder line) {
        String time = String.format(Locale.ROOT, "%10.1f", step.millis());
        line.replace(0, TIME, time.substring(time.length() - TIME));
        out.append(line.toString().stripTrailing()).append('\n');
    }

    private void end() {
        if (ladder.leftOut() > 0)
            out.append("          ... ").append(ladder.leftOut()).append(" steps left out\n");
    }

    private static String cut(String text, int most) {
        if (text.length() <= most) return text;
        return text.substring(0, Math.max(1, most - 1)) + "…";
    }
}
