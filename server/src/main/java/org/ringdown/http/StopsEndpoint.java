package org.ringdown.http;

import java.io.IOException;
import java.util.Map;
import java.util.Optional;
import org.ringdown.config.Configuration.Permission;
import org.ringdown.limit.Stop;
import tools.jackson.databind.node.JsonNodeFactory;
import tools.jackson.databind.node.ObjectNode;

/**
 * The kill switch. GET /v1/stops lists what is stopped; POST /v1/stops/user/NAME (button, trunk, prefix; or everything, without a name) stops such calls
 * and ends those there are; DELETE lets them go on.
 */
final class StopsEndpoint {
    private static final String ALL = "/v1/stops";
    private static final String BELOW = ALL + "/";

    private final ApiKeys keys;
    private final StopKeeper stops;

    StopsEndpoint(ApiKeys keys, StopKeeper stops) {
        this.keys = keys;
        this.stops = stops;
    }

    static boolean serves(String path) {
        return path.equals(ALL) || path.startsWith(BELOW);
    }

    Map<String, Endpoint> methods(String path) {
        return path.equals(ALL)
                ? Map.of("GET", ask -> allowed(ask, this::list))
                : Map.of(
                        "POST",
                        ask -> allowed(ask, () -> named(path, this::stop)),
                        "DELETE",
                        ask -> allowed(ask, () -> named(path, this::resume)));
    }

    /** What is done for somebody who may. */
    private interface Work {
        Answer done() throws IOException;
    }

    private interface OfStop {
        Answer done(Stop stop) throws IOException;
    }

    private Answer allowed(Ask ask, Work work) {
        var refusal = keys.refusal(ask, Permission.STOP, "This API key may not stop calls.");
        if (refusal.isPresent()) return refusal.get();
        try {
            return work.done();
        } catch (IOException e) {
            return Problem.of(
                    503,
                    "not-kept",
                    "It is so, but could not be written ("
                            + e.getMessage()
                            + "): after a restart it is as it was before. See store.folder.");
        }
    }

    private static Answer named(String path, OfStop work) throws IOException {
        var parts = path.substring(BELOW.length()).split("/", 2);
        var stop = Stop.of(parts[0], parts.length > 1 ? parts[1] : "");
        if (stop.isPresent()) return work.done(stop.get());
        return Problem.of(
                404,
                "not-found",
                "What can be stopped is user/NAME, button/KEY, trunk/NAME, prefix/NUMBERS and everything.");
    }

    private Answer list() {
        var out = JsonNodeFactory.instance.objectNode();
        var all = out.putArray("stops");
        stops.all().forEach(stop -> all.add(json(stop)));
        return json200(out);
    }

    private Answer stop(Stop stop) throws IOException {
        Optional<Integer> ended = stops.stop(stop);
        if (ended.isEmpty())
            return Problem.of(
                    409, "too-many", "So much is stopped already; stop everything instead.");
        return json200(json(stop).put("ended", ended.get()));
    }

    private Answer resume(Stop stop) throws IOException {
        return stops.resume(stop)
                ? Answer.empty(204)
                : Problem.of(404, "not-found", "That was not stopped.");
    }

    private static ObjectNode json(Stop stop) {
        var out = JsonNodeFactory.instance.objectNode().put("what", stop.what().word());
        return stop.name().isEmpty() ? out : out.put("name", stop.name());
    }

    private static Answer json200(ObjectNode body) {
        return Answer.of(200, "application/json", body.toString());
    }
}
