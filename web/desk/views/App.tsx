import { Loader } from "@mantine/core";
import { isAdmin, isSupervisor } from "../state/snapshot.ts";
import { AdminPage } from "./admin/AdminPage.tsx";
import { AlertBar } from "./admin/AlertBar.tsx";
import { DeskPage } from "./desk/DeskPage.tsx";
import { useSelect, useWords } from "./desk_context.ts";
import { FloorPage } from "./floor/FloorPage.tsx";
import { Gate } from "./frame/Gate.tsx";
import { Keys } from "./frame/Keys.tsx";
import { KeysHelp } from "./frame/KeysHelp.tsx";
import { LineBar } from "./frame/LineBar.tsx";
import { Live } from "./frame/Live.tsx";
import { Notices } from "./frame/Notices.tsx";
import { Palette } from "./frame/Palette.tsx";
import { SignIn } from "./frame/SignIn.tsx";
import { TitleCount } from "./frame/TitleCount.tsx";
import { TopBar } from "./frame/TopBar.tsx";
import { MessagesPage } from "./messages/MessagesPage.tsx";
import { Toasts } from "./offers/Toasts.tsx";
import { ReleasedPage } from "./released/ReleasedPage.tsx";
import { PassOn } from "./team/PassOn.tsx";
import "./frame/frame.css";
import "./frame/overlays.css";
import "./frame/sign_in.css";

export function App() {
  const account = useSelect(({ account: found }) => found);
  const words = useWords();
  if (account.is === "signed_out") return <SignIn busy={account.busy} error={account.error} />;
  if (account.is === "unknown") {
    return <Opening text={account.byLink ? words.signIn.byLink : words.loading} />;
  }
  return <Inside />;
}

function Opening({ text }: { readonly text: string }) {
  return (
    <main className="opening" aria-busy>
      <Loader size={20} color="gray" />
      <p>{text}</p>
    </main>
  );
}

function Inside() {
  const isWelcomed = useSelect(({ desk }) => desk.me !== null);
  const words = useWords();
  return (
    <>
      <TitleCount />
      <Keys />
      <div className="frame">
        <TopBar />
        <LineBar />
        <AlertBar />
        {isWelcomed ? <Page /> : <Opening text={words.loading} />}
      </div>
      <PassOn />
      <Toasts />
      <Notices />
      <Live />
      <Gate />
      <Palette />
      <KeysHelp />
    </>
  );
}

function Page() {
  const page = useSelect(({ screen }) => screen.route.page);
  const may = useSelect(isSupervisor);
  const mayAdmin = useSelect(isAdmin);
  if (page === "floor") return <FloorPage may={may} />;
  if (page === "released") return <ReleasedPage may={may} />;
  if (page === "messages") return <MessagesPage may={may} />;
  if (page === "admin") return <AdminPage may={mayAdmin} />;
  return <DeskPage />;
}
