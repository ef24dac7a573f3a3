package org.ringdown.config;

import java.util.Optional;
import org.ringdown.config.Configuration.Allowance;
import org.ringdown.config.Configuration.Button;
import org.ringdown.config.Configuration.Limits;
import org.ringdown.config.Configuration.Rate;

/** Who may call how much, and what the public may call. */
final class LimitsBinder {
    private static final Kind<Optional<Integer>> MOST = Kind.offOr(Kind.COUNT);
    private static final Optional<Integer> NO_LIMIT = Optional.empty();

    private final boolean dev;

    /** @param dev whether only this machine is served: then calls at a time are limited, and nothing else */
    LimitsBinder(boolean dev) {
        this.dev = dev;
    }

    Limits limits(Section in) {
        return new Limits(
                in.section("per-user", s -> allowance(s, Optional.of(4), usual(60), usual(600))),
                in.section("per-address", s -> allowance(s, usual(10), usual(60), usual(300))),
                in.section("per-button", s -> rate(s, usual(60), usual(600))),
                in.section("per-trunk", s -> rate(s, NO_LIMIT, NO_LIMIT)),
                in.named(
                        "per-prefix",
                        Kind.NUMBERS,
                        s -> allowance(s, NO_LIMIT, NO_LIMIT, NO_LIMIT)));
    }

    private Optional<Integer> usual(int most) {
        return dev ? NO_LIMIT : Optional.of(most);
    }

    private static Allowance allowance(
            Section in,
            Optional<Integer> calls,
            Optional<Integer> perHour,
            Optional<Integer> minutes) {
        return new Allowance(
                in.get("calls", MOST, calls),
                in.get("calls-per-hour", MOST, perHour),
                in.get("minutes-per-day", MOST, minutes));
    }

    private static Rate rate(Section in, Optional<Integer> perHour, Optional<Integer> minutes) {
        return new Rate(
                in.get("calls-per-hour", MOST, perHour), in.get("minutes-per-day", MOST, minutes));
    }

    static Button button(Section in) {
        var origins = in.list("origins", Kind.ORIGIN);
        if (origins.isEmpty())
            in.mistake("origins", "is missing; write the origins of the pages that may show it");
        return new Button(
                in.need("to", Kind.PREFIX, ""),
                origins,
                in.get("max-calls", Kind.COUNT, 5),
                in.get("max-minutes", Kind.COUNT, 10),
                in.find("hours", Kind.HOURS));
    }
}
