package org.ringdown.config;

import java.util.ArrayList;
import java.util.List;
import java.util.OptionalInt;
import java.util.Set;
import java.util.stream.Stream;
import org.ringdown.config.Configuration.App;
import org.ringdown.config.Configuration.Emergency;
import org.ringdown.config.Configuration.Numbers;
import org.ringdown.config.Configuration.OwnLine;
import org.ringdown.config.Configuration.Recorded;
import org.ringdown.config.Configuration.Route;

/** What may be dialled, and where it goes; every trunk and user that it names is one of those there are. */
final class RoutesBinder {
    private static final List<String> EMERGENCY = List.of("112", "911");

    private final Set<String> trunks;
    private final Set<String> users;
    private final boolean records;

    /** @param records whether there is a folder for recordings */
    RoutesBinder(Set<String> trunks, Set<String> users, boolean records) {
        this.trunks = trunks;
        this.users = users;
        this.records = records;
    }

    static Numbers numbers(Section in) {
        return new Numbers(
                in.need("country", Kind.DIGITS, ""),
                in.get("international", Kind.DIGITS, "00"),
                in.find("national", Kind.DIGITS));
    }

    Emergency emergency(Section in) {
        var numbers = in.list("numbers", Kind.DIGITS);
        return new Emergency(numbers.isEmpty() ? EMERGENCY : numbers, trunks(in, "trunks"));
    }

    Route route(Section in) {
        var to = in.need("to", Kind.NUMBER_PATTERN, "");
        var from = in.find("from", Kind.NAMED);
        var trunk = in.find("trunk", Kind.NAMED);
        var user = in.find("user", Kind.NAMED);
        from.ifPresent(name -> known(in, "from", name, "trunk", trunks));
        trunk.ifPresent(name -> known(in, "trunk", name, "trunk", trunks));
        user.ifPresent(name -> known(in, "user", name, "user", users));
        var route =
                new Route(
                        to,
                        from,
                        trunk,
                        trunks(in, "trunks"),
                        in.find("line", Kind.oneOf(OwnLine.class)),
                        user,
                        in.find("app", Kind.oneOf(App.class)),
                        in.find("strip", Kind.COUNT)
                                .map(OptionalInt::of)
                                .orElse(OptionalInt.empty()),
                        in.find("prefix", Kind.PREFIX),
                        in.find("when", Kind.HOURS),
                        in.get("record", Kind.oneOf(Recorded.class), Recorded.OFF));
        check(in, route);
        return route;
    }

    private void check(Section in, Route route) {
        var targets = Stream.of("trunk", "trunks", "line", "user", "app").filter(in::has).toList();
        if (targets.isEmpty())
            in.mistake("to", "needs a trunk, trunks, line, user or app to go to");
        if (targets.size() > 1)
            in.mistake(targets.get(1), "and " + targets.getFirst() + " exclude each other");
        if (route.record() != Recorded.OFF && !records)
            in.mistake("record", "needs recording.folder, where the files are to be kept");
        if (route.from().isPresent() && in.has("line"))
            in.mistake("line", "is of users; a call from a trunk has none");
        boolean rewrites = in.has("strip") || in.has("prefix");
        boolean carried = in.has("trunk") || in.has("trunks") || in.has("line");
        if (rewrites && !targets.isEmpty() && !carried)
            in.mistake(in.has("strip") ? "strip" : "prefix", "is for a trunk or a line only");
    }

    private List<String> trunks(Section in, String key) {
        var names = new ArrayList<String>();
        for (var name : in.list(key, Kind.NAMED)) {
            known(in, key, name, "trunk", trunks);
            names.add(name);
        }
        return List.copyOf(names);
    }

    private static void known(Section in, String key, String name, String what, Set<String> names) {
        if (names.contains(name)) return;
        var meant =
                Nearest.to(name, names)
                        .map(near -> "; did you mean " + near + "?")
                        .orElse(
                                names.isEmpty()
                                        ? "; there is none"
                                        : "; there are " + String.join(", ", names));
        in.mistake(key, "names no " + what + " \"" + name + "\"" + meant);
    }
}
