package org.ringdown.bench.load;

/** A gateway that is measured. */
interface Subject extends AutoCloseable {
    String name();

    long pid();

    /** The address of the ends that meet through it: one of their own, so that nobody else's ports are in their way. */
    default String endHost() {
        return "127.0.0.2";
    }

    /** It is not asked for more at a time. */
    default int mostCalls() {
        return Integer.MAX_VALUE;
    }

    /** Has the two ends of a call meet; when this returns, both have been told where to send. */
    void connect(int call, End page, End phone) throws Exception;

    /** Ends all calls. */
    void hangUp() throws Exception;

    @Override
    void close();
}
