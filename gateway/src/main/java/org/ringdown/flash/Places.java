package org.ringdown.flash;

import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * Calls that URLs name, and who takes part in each: one connection speaks and one hears, which may be the same or two, as encoders and players
 * have it; whoever came first with a wish to call owns it.
 *
 * <p>Threads: any.
 */
public final class Places {
    private static final int MOST = 10_000;

    private final Map<String, Place> places = new HashMap<>();

    /** What a connection is at a place. */
    enum Role {
        /** It has the call made, and neither speaks nor hears yet. */
        CALLER,
        SPEAKER,
        HEARER
    }

    /** What it has become there. */
    enum Standing {
        /** The first: the call is its own, and is to be made. */
        OWNER,
        /** One more, of the owner's call. */
        MEMBER,
        /** It hears, once there is a call. */
        WAITS,
        /** Another is that already. */
        TAKEN
    }

    /** A connection, to a place. */
    interface Member {
        /** The call is over. Called by any thread. */
        void over(String why);
    }

    private static final class Place {
        final Feed feed = new Feed();
        final Map<Role, Member> members = new HashMap<>();
        Optional<Member> owner = Optional.empty();
    }

    /** What was found. */
    record Found(Standing standing, Feed feed) {}

    /** @param user whose place it is: the same name is another one for another user */
    synchronized Found take(String user, Address address, Role role, Member member) {
        var key = key(user, address);
        var place = places.get(key);
        if (place == null) {
            if (places.size() >= MOST) return new Found(Standing.TAKEN, new Feed());
            place = new Place();
            places.put(key, place);
        }
        if (role == Role.CALLER && place.owner.isPresent())
            return new Found(Standing.MEMBER, place.feed);
        var there = place.members.get(role);
        if (there != null && there != member) return new Found(Standing.TAKEN, place.feed);
        place.members.put(role, member);
        return new Found(standing(place, role, member), place.feed);
    }

    private static Standing standing(Place place, Role role, Member member) {
        if (place.owner.isPresent()) return Standing.MEMBER;
        if (role == Role.HEARER) return Standing.WAITS;
        place.owner = Optional.of(member);
        return Standing.OWNER;
    }

    /** It is this no more. */
    synchronized void leave(String user, Address address, Role role, Member member) {
        var key = key(user, address);
        var place = places.get(key);
        if (place == null) return;
        place.members.remove(role, member);
        tidy(key, place);
    }

    /** The owner's call is over: all others are told. */
    void over(String user, Address address, Member owner, String why) {
        for (var member : dissolved(key(user, address), owner)) member.over(why);
    }

    private synchronized List<Member> dissolved(String key, Member owner) {
        var place = places.get(key);
        if (place == null || place.owner.filter(owner::equals).isEmpty()) return List.of();
        place.owner = Optional.empty();
        var others =
                place.members.values().stream().filter(other -> other != owner).distinct().toList();
        place.members.values().removeIf(member -> member == owner);
        tidy(key, place);
        return others;
    }

    private void tidy(String key, Place place) {
        if (place.members.isEmpty() && place.owner.isEmpty()) places.remove(key);
    }

    private static String key(String user, Address address) {
        return user + " " + address.name();
    }
}
