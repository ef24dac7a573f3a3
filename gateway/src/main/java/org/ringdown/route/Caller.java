package org.ringdown.route;

import java.util.List;

/**
 * Who dials, as far as routes care.
 *
 * @param user whose page or phone it is; an unknown SIP caller has the empty name
 * @param grants patterns that the caller's token allows; empty means whatever the routes allow
 * @param affinity whose media worker should carry the sound, where the called side has none of its own
 */
public record Caller(String user, List<String> grants, String affinity) {

    public Caller {
        grants = List.copyOf(grants);
    }

    boolean isStranger() {
        return user.isEmpty();
    }

    boolean mayDial(String address) {
        return grants.isEmpty()
                || grants.stream().anyMatch(grant -> new Pattern(grant).matches(address));
    }
}
