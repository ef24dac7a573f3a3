package org.ringdown.worker;

import java.util.Optional;
import java.util.function.BiFunction;
import org.ringdown.time.Clock;
import org.ringdown.worker.linux.Linux;

/** How a loop waits for its sockets. */
public enum LoopKind {
    /** By the kernel's own calls: less of the processor for each packet. On Linux. */
    EPOLL("epoll", EpollLoop::start),
    /** By the JDK's NIO: everywhere. */
    NIO("Java's NIO", NioLoop::start);

    private final String words;
    private final BiFunction<String, Clock, Loop> starter;

    LoopKind(String words, BiFunction<String, Clock, Loop> starter) {
        this.words = words;
        this.starter = starter;
    }

    /** What people call it. */
    public String words() {
        return words;
    }

    /** Starts one whose thread has this name. */
    public Loop start(String name, Clock clock) {
        return starter.apply(name, clock);
    }

    /** Why there are none of this kind here; empty where there are. */
    public Optional<String> whyNot() {
        return this == EPOLL ? OnLinux.WHY_NOT : Optional.empty();
    }

    /** The first kind that this machine has. */
    public static LoopKind best() {
        return EPOLL.whyNot().isEmpty() ? EPOLL : NIO;
    }

    /** Tried once, when somebody asks. */
    private static final class OnLinux {
        private static final Optional<String> WHY_NOT = Linux.whyNot();
    }
}
