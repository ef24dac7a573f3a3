package org.ringdown.flash;

import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import org.ringdown.page.ToPage.Party;

/**
 * Where a phone of Flashphoner is with its calls.
 *
 * @param login whom it says it is
 * @param registers whether it takes calls
 * @param attempts calls that the gateway has not named yet, by their references
 * @param attached the call on its streams; empty for none
 * @param opened how many media it has had
 */
record FlashphonerState(
        Stage stage,
        String login,
        boolean registers,
        Map<String, Line> calls,
        Map<String, Line> attempts,
        String attached,
        int opened) {
    /** Whether the gateway knows it. */
    enum Stage {
        OUTSIDE,
        ENTERING,
        IN
    }

    /**
     * A call of the phone.
     *
     * @param m its media; empty where it has none yet
     * @param incoming whether the other side has called
     * @param video whether pictures were wanted
     * @param talks whether it was answered
     */
    record Line(String m, boolean incoming, boolean video, boolean talks, Party remote) {
        boolean rings() {
            return incoming && m.isEmpty();
        }

        Line answeredBy(String media, boolean withVideo) {
            return new Line(media, incoming, withVideo, talks, remote);
        }

        Line talking() {
            return new Line(m, incoming, video, true, remote);
        }
    }

    FlashphonerState {
        calls = new LinkedHashMap<>(calls);
        attempts = new LinkedHashMap<>(attempts);
    }

    FlashphonerState at(Stage now) {
        return new FlashphonerState(now, login, registers, calls, attempts, attached, opened);
    }

    FlashphonerState attach(String call) {
        return new FlashphonerState(stage, login, registers, calls, attempts, call, opened);
    }

    FlashphonerState opens() {
        return new FlashphonerState(stage, login, registers, calls, attempts, attached, opened + 1);
    }

    FlashphonerState with(String call, Line line) {
        var now = new LinkedHashMap<>(calls);
        now.put(call, line);
        return new FlashphonerState(stage, login, registers, now, attempts, attached, opened);
    }

    FlashphonerState without(String call) {
        var now = new LinkedHashMap<>(calls);
        now.remove(call);
        var left = attached.equals(call) ? "" : attached;
        return new FlashphonerState(stage, login, registers, now, attempts, left, opened);
    }

    FlashphonerState tries(String ref, Line line) {
        var now = new LinkedHashMap<>(attempts);
        now.put(ref, line);
        return new FlashphonerState(stage, login, registers, calls, now, attached, opened);
    }

    FlashphonerState tried(String ref) {
        var now = new LinkedHashMap<>(attempts);
        now.remove(ref);
        return new FlashphonerState(stage, login, registers, calls, now, attached, opened);
    }

    String m() {
        return "m" + opened;
    }

    /** The call whose streams go by this name: its id is the end of it. */
    Optional<String> named(String stream) {
        return calls.keySet().stream().filter(stream::endsWith).findFirst();
    }

    Optional<Line> line(String call) {
        return Optional.ofNullable(calls.get(call));
    }
}
