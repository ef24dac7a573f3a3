package org.ringdown.route;

import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.ringdown.route.Routes.Route;

/**
 * What the operator decides about numbers.
 *
 * @param routes the first that matches decides
 * @param numbers how numbers are dialled; empty: as they are
 * @param callerNumbers the numbers that users have on trunks
 * @param lines the users who have a line of their own
 * @param buttons by their keys
 */
public record DialPlan(
        List<Route> routes,
        Optional<Numbers> numbers,
        Emergency emergency,
        Map<String, String> callerNumbers,
        Set<String> lines,
        Map<String, Button> buttons) {
    public DialPlan {
        routes = List.copyOf(routes);
        callerNumbers = Map.copyOf(callerNumbers);
        lines = Set.copyOf(lines);
        buttons = Map.copyOf(buttons);
    }

    /** Routes and nothing else. */
    public static DialPlan of(List<Route> routes) {
        return new DialPlan(routes, Optional.empty(), Emergency.NONE, Map.of(), Set.of(), Map.of());
    }
}
