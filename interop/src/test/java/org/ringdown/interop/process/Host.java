package org.ringdown.interop.process;

import java.util.List;
import java.util.concurrent.Callable;

/** Where a program runs: this machine, or a network of its own ({@code interop.net}). */
public interface Host {
    /** Loopback of this machine, where all peers are that need no network. */
    Host HERE =
            new Host() {
                @Override
                public String address() {
                    return "127.0.0.1";
                }

                @Override
                public List<String> command(List<String> command) {
                    return command;
                }

                @Override
                public <T> T inside(Callable<T> work) {
                    try {
                        return work.call();
                    } catch (Exception e) {
                        throw new IllegalStateException(e.getMessage(), e);
                    }
                }
            };

    /** Where its neighbours find it. */
    String address();

    /** The same as URIs have it. */
    default String inUri() {
        return address().contains(":") ? "[" + address() + "]" : address();
    }

    /** What to start so that {@code command} runs there. */
    List<String> command(List<String> command);

    /**
     * Does {@code work} there: sockets that it opens are of that network, and stay so. It must begin no thread, for that would be there for
     * good, and carry anybody's virtual threads.
     */
    <T> T inside(Callable<T> work);
}
