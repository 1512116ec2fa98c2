"""How DCI is started: on one machine (`local`), in images (`docker`), in a cluster (`helm`)."""
