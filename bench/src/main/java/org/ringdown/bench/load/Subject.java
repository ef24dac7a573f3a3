package org.ringdown.bench.load;

/** A gateway that is measured. */
interface Subject extends AutoCloseable {
    String name();

    long pid();

    /** Has the two ends of a call meet; when this returns, both have been told where to send. */
    void connect(int call, End page, End phone) throws Exception;

    /** Ends all calls. */
    void hangUp() throws Exception;

    @Override
    void close();
}
