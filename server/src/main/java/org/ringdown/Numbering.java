package org.ringdown;

import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;
import org.ringdown.call.Recordable;
import org.ringdown.config.Configuration;
import org.ringdown.route.Button;
import org.ringdown.route.DialPlan;
import org.ringdown.route.Emergency;
import org.ringdown.route.Numbers;
import org.ringdown.route.Pattern;
import org.ringdown.route.Rewriting;
import org.ringdown.route.Routes.Route;
import org.ringdown.route.Routes.Target;

/** What the configuration means for numbers. */
final class Numbering {
    private Numbering() {}

    static DialPlan plan(Configuration configuration) {
        return new DialPlan(
                configuration.routes().stream().map(Numbering::route).toList(),
                configuration.numbers().map(Numbering::numbers),
                configuration.emergency().map(Numbering::emergency).orElse(Emergency.NONE),
                callerNumbers(configuration),
                owners(configuration),
                buttons(configuration));
    }

    private static Route route(Configuration.Route route) {
        return new Route(
                new Pattern(route.to()),
                route.from(),
                route.when(),
                target(route),
                switch (route.record()) {
                    case OFF -> Recordable.NEVER;
                    case ON_REQUEST -> Recordable.ON_REQUEST;
                    case ALWAYS -> Recordable.ALWAYS;
                });
    }

    private static Target target(Configuration.Route route) {
        var rewriting = new Rewriting(route.strip().orElse(0), route.prefix().orElse(""));
        if (route.user().isPresent()) return new Target.ToUser(route.user().get());
        if (route.line().isPresent()) return new Target.OwnLine(rewriting);
        if (route.app().isPresent()) return new Target.App("builtin");
        return new Target.ByTrunk(route.trunk().map(List::of).orElse(route.trunks()), rewriting);
    }

    private static Numbers numbers(Configuration.Numbers written) {
        return new Numbers(written.country(), written.international(), written.national());
    }

    private static Emergency emergency(Configuration.Emergency written) {
        return new Emergency(Set.copyOf(written.numbers()), written.trunks());
    }

    private static Map<String, String> callerNumbers(Configuration configuration) {
        var numbers = new HashMap<String, String>();
        configuration
                .users()
                .forEach((name, user) -> user.number().ifPresent(n -> numbers.put(name, n)));
        return numbers;
    }

    private static Map<String, Button> buttons(Configuration configuration) {
        var buttons = new HashMap<String, Button>();
        configuration
                .buttons()
                .forEach((key, written) ->
                        buttons.put(
                                key,
                                new Button(
                                        written.to(), Duration.ofMinutes(written.maxMinutes()))));
        return buttons;
    }

    private static Set<String> owners(Configuration configuration) {
        return configuration.users().entrySet().stream()
                .filter(user -> user.getValue().line().isPresent())
                .map(Map.Entry::getKey)
                .collect(Collectors.toSet());
    }
}
