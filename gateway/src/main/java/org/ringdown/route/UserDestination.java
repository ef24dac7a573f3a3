package org.ringdown.route;

import java.util.Optional;
import org.ringdown.call.CallRoute;
import org.ringdown.call.Destination;

/** A user: all of their pages and phones ring. Who they are at this moment, the user's mailbox knows. */
public record UserDestination(String user) implements Destination {
    @Override
    public Optional<String> calledUser() {
        return Optional.of(user);
    }

    @Override
    public CallRoute route() {
        return CallRoute.to("user").of(user);
    }

    @Override
    public Optional<String> known() {
        return Optional.of("user:" + user);
    }
}
