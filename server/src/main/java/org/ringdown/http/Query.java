package org.ringdown.http;

import java.util.Optional;
import org.eclipse.jetty.server.Request;

/** The parameters of a request's URI. */
final class Query {
    private Query() {}

    static Optional<String> text(Ask ask, String name) {
        return Optional.ofNullable(Request.extractQueryParameters(ask.request()).getValue(name));
    }

    /** Empty for what is no number, or not within its bounds. */
    static Optional<Integer> number(Ask ask, String name, int usual, int least, int most) {
        try {
            int number = text(ask, name).map(Integer::parseInt).orElse(usual);
            return Optional.of(number).filter(n -> n >= least && n <= most);
        } catch (NumberFormatException noNumber) {
            return Optional.empty();
        }
    }

    static Answer wrong(String name, int least, int most) {
        return Problem.of(
                400, "bad-message", name + " is a number from " + least + " to " + most + ".");
    }
}
