package org.ringdown.route;

import java.time.DateTimeException;
import java.time.DayOfWeek;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.time.LocalTime;
import java.time.ZoneId;
import java.time.zone.ZoneOffsetTransition;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.EnumSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.IntStream;
import java.util.stream.Stream;

/** Times of the week in a place: "Mo-Fr 09:00-18:00, Sa 10:00-14:00 Europe/Berlin". */
public record Hours(List<Span> spans, ZoneId zone) {
    private static final List<String> DAYS = List.of("Mo", "Tu", "We", "Th", "Fr", "Sa", "Su");
    private static final String DAY = "(Mo|Tu|We|Th|Fr|Sa|Su)";

    /** Days to look for the next span: a week, and another where clocks skip the only one of the first. */
    private static final int AHEAD = 14;

    private static final Pattern SPAN =
            Pattern.compile(DAY + "(?:-" + DAY + ")?(?:\\s+(\\d\\d:\\d\\d)-(\\d\\d:\\d\\d))?\\s*");

    /** From a time of these days on, and until before another; one that ends at 00:00 lasts through the night's end. */
    public record Span(Set<DayOfWeek> days, LocalTime from, LocalTime until) {
        public Span {
            days = Set.copyOf(days);
        }

        private boolean contains(DayOfWeek day, LocalTime time) {
            boolean endless = until.equals(LocalTime.MIDNIGHT);
            if (endless || from.isBefore(until)) {
                return days.contains(day)
                        && !time.isBefore(from)
                        && (endless || time.isBefore(until));
            }
            // Past midnight: the evening of its day, and the morning of the next.
            return days.contains(day) && !time.isBefore(from)
                    || days.contains(day.minus(1)) && time.isBefore(until);
        }
    }

    public Hours {
        spans = List.copyOf(spans);
    }

    /** Throws IllegalArgumentException for anything else. */
    public static Hours parse(String text) {
        int space = text.strip().lastIndexOf(' ');
        if (space < 0) throw new IllegalArgumentException("no time zone");
        ZoneId zone;
        try {
            zone = ZoneId.of(text.strip().substring(space + 1));
        } catch (DateTimeException unknown) {
            throw new IllegalArgumentException("not a time zone", unknown);
        }
        var spans = new ArrayList<Span>();
        for (var part : text.strip().substring(0, space).split(",", -1)) {
            var written = SPAN.matcher(part.strip());
            if (!written.matches()) throw new IllegalArgumentException("not a span of a week");
            spans.add(span(written));
        }
        return new Hours(spans, zone);
    }

    private static Span span(Matcher written) {
        int first = DAYS.indexOf(written.group(1));
        int last = written.group(2) == null ? first : DAYS.indexOf(written.group(2));
        var days = EnumSet.noneOf(DayOfWeek.class);
        for (int day = first; ; day = (day + 1) % DAYS.size()) {
            days.add(DayOfWeek.of(day + 1));
            if (day == last) break;
        }
        return new Span(days, time(written.group(3)), time(written.group(4)));
    }

    private static LocalTime time(String text) {
        if (text == null || text.equals("24:00")) return LocalTime.MIDNIGHT;
        try {
            return LocalTime.parse(text);
        } catch (DateTimeException wrong) {
            throw new IllegalArgumentException("not a time of day", wrong);
        }
    }

    public boolean contains(Instant instant) {
        var there = instant.atZone(zone);
        return spans.stream()
                .anyMatch(span -> span.contains(there.getDayOfWeek(), there.toLocalTime()));
    }

    /**
     * When they begin next; {@code instant} itself within them. Besides the beginnings of spans that may be when clocks change: they skip a beginning in
     * spring, and in autumn they fall back into a span that was over. Empty where that is not within two weeks.
     */
    public Optional<Instant> opens(Instant instant) {
        return Stream.of(Stream.of(instant), beginnings(instant), changes(instant))
                .flatMap(moments -> moments)
                .filter(moment -> !moment.isBefore(instant) && contains(moment))
                .min(Comparator.naturalOrder());
    }

    /** A time that clocks skip has no offset, one that they show twice has two. */
    private Stream<Instant> beginnings(Instant instant) {
        var today = LocalDate.ofInstant(instant, zone);
        return IntStream.rangeClosed(0, AHEAD)
                .mapToObj(today::plusDays)
                .flatMap(day -> spans.stream().map(span -> day.atTime(span.from())))
                .flatMap(there ->
                        zone.getRules().getValidOffsets(there).stream().map(there::toInstant));
    }

    private Stream<Instant> changes(Instant instant) {
        var rules = zone.getRules();
        var end = instant.plus(Duration.ofDays(AHEAD));
        return Stream.iterate(
                        rules.nextTransition(instant),
                        change -> change != null && change.getInstant().isBefore(end),
                        change -> rules.nextTransition(change.getInstant()))
                .map(ZoneOffsetTransition::getInstant);
    }
}
