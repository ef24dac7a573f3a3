package org.ringdown.page;

/** Where pages come in. The floor above opens a session for each socket and hands over what it reads. */
public interface PageDoor {
    /**
     * A page whose socket has opened; it has not said hello.
     *
     * @param origin the page's web origin, already allowed
     * @param address where the page comes from, for limits and logs
     */
    PageSession opened(PageConnection connection, String origin, String address);

    /** One connected page, as the gateway sees it. Methods may be called from any one thread at a time and return at once. */
    interface PageSession {
        void received(FromPage message);

        /** The socket is gone; nothing more will be received. */
        void closed();
    }
}
