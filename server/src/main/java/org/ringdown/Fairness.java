package org.ringdown;

import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.function.Function;
import java.util.stream.Collectors;
import org.ringdown.config.Configuration;
import org.ringdown.limit.Allowance;
import org.ringdown.limit.Rules;

/** What the configuration means for how much may be called. */
final class Fairness {
    private Fairness() {}

    static Rules rules(Configuration configuration) {
        var limits = configuration.limits();
        return Rules.ofUsers(allowance(limits.perUser()))
                .withAddress(allowance(limits.perAddress()))
                .withButtons(
                        each(
                                configuration.buttons(),
                                button ->
                                        of(limits.perButton(), OptionalInt.of(button.maxCalls()))))
                .withPrefixes(each(limits.perPrefix(), Fairness::allowance));
    }

    static Allowance ofTrunk(Configuration.Limits limits, Configuration.Trunk trunk) {
        var rate = of(limits.perTrunk(), trunk.maxCalls());
        return new Allowance(
                rate.calls(), trunk.callsPerSecond(), rate.callsPerHour(), rate.minutesPerDay());
    }

    private static Allowance allowance(Configuration.Allowance written) {
        return of(
                new Configuration.Rate(written.callsPerHour(), written.minutesPerDay()),
                most(written.calls()));
    }

    private static Allowance of(Configuration.Rate rate, OptionalInt calls) {
        return new Allowance(
                calls, OptionalInt.empty(), most(rate.callsPerHour()), most(rate.minutesPerDay()));
    }

    private static <T> Map<String, Allowance> each(
            Map<String, T> written, Function<T, Allowance> allowance) {
        return written.entrySet().stream()
                .collect(
                        Collectors.toMap(
                                Map.Entry::getKey, entry -> allowance.apply(entry.getValue())));
    }

    private static OptionalInt most(Optional<Integer> written) {
        return written.map(OptionalInt::of).orElse(OptionalInt.empty());
    }
}
