package org.ringdown.line;

import java.net.InetAddress;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.Consumer;

/** What is known of every line of this node. May be asked from any thread. */
public final class Lines {
    private final Map<String, State> byUser = new ConcurrentHashMap<>();
    private volatile Consumer<State> observer = _ -> {};

    /** A line and its registration. */
    public record State(LineAccount account, Registered registered) {}

    void learn(LineAccount account, Registered now) {
        var state = new State(account, now);
        byUser.put(account.user(), state);
        observer.accept(state);
    }

    /** The same of somebody's who is here for a while, which is nobody's business. */
    void keep(LineAccount account, Registered now) {
        byUser.put(account.user(), new State(account, now));
    }

    void forget(String user) {
        byUser.remove(user);
    }

    /** Is told of every change from now on, by any thread. */
    public void observe(Consumer<State> observer) {
        this.observer = observer;
    }

    public Optional<State> of(String user) {
        return Optional.ofNullable(byUser.get(user));
    }

    /** How many are registered. */
    public int registered() {
        return (int) byUser.values().stream().filter(line -> line.registered().on()).count();
    }

    /** Whose line calls to this address of ours are for: nobody but its registrar has been told it. */
    public Optional<State> byContact(String contactUser) {
        return byUser.values().stream()
                .filter(line ->
                        !contactUser.isEmpty()
                                && line.registered().contactUser().equals(contactUser))
                .findFirst();
    }

    /** Whose line is called by a registrar that uses the account's own name instead. */
    public Optional<State> byAccount(String user, InetAddress source) {
        return byUser.values().stream()
                .filter(line ->
                        line.account().address().user().equals(user)
                                && line.registered().peer().filter(source::equals).isPresent())
                .findFirst();
    }
}
