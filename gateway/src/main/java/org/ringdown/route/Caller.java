package org.ringdown.route;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.ringdown.limit.Account;

/**
 * Who dials, as far as routes care.
 *
 * @param user whose page or phone it is; an unknown SIP caller, and one on a trunk, has the empty name
 * @param grants patterns that the caller's token allows; empty means whatever the routes allow
 * @param affinity whose media worker should carry the sound, where the called side has none of its own
 * @param trunk the trunk that the call comes from
 * @param button the button of the visitor's, who may call where it leads and nobody else
 */
public record Caller(
        String user,
        List<String> grants,
        String affinity,
        Optional<String> trunk,
        Optional<String> button) {

    public Caller {
        grants = List.copyOf(grants);
    }

    /** A user, or a stranger. */
    public Caller(String user, List<String> grants, String affinity) {
        this(user, grants, affinity, Optional.empty(), Optional.empty());
    }

    /** A visitor with a button. */
    public static Caller pressing(String button, String guest) {
        return new Caller(guest, List.of(), guest, Optional.empty(), Optional.of(button));
    }

    /** A phone of one of our users, or whoever sends a call on in its place. */
    public static Caller phoneOf(String user) {
        return new Caller(user, List.of(), user);
    }

    /** Whoever calls by a trunk: only routes that name it lead anywhere. */
    public static Caller onTrunk(String trunk, String affinity) {
        return new Caller("", List.of(), affinity, Optional.of(trunk), Optional.empty());
    }

    /** At whose expense it calls. */
    public List<Account> payers() {
        var payers = new ArrayList<Account>();
        if (!user.isEmpty()) payers.add(Account.user(user));
        button.map(Account::button).ifPresent(payers::add);
        return List.copyOf(payers);
    }

    boolean isStranger() {
        return user.isEmpty() && trunk.isEmpty();
    }

    boolean mayDial(String address) {
        return grants.isEmpty()
                || grants.stream().anyMatch(grant -> new Pattern(grant).matches(address));
    }
}
