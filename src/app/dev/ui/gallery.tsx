import { BarCell, StackCell, StackLegend } from '@/components/charts/bar-cell';
import { Figure } from '@/components/charts/figure';
import { Headlines } from '@/components/charts/headline';
import { PaceChart } from '@/components/charts/pace-chart';
import { TrendChart } from '@/components/charts/trend-chart';
import { BottomBar } from '@/components/shell/bottom-bar';
import { LanguageSwitch } from '@/components/shell/language-switch';
import { Masthead } from '@/components/shell/masthead';
import { Watermark } from '@/components/shell/watermark';
import { ActionForm } from '@/components/ui/action-form';
import { Amounts } from '@/components/ui/amounts';
import { AuthorityLadder } from '@/components/ui/authority-ladder';
import { Button, ButtonLink } from '@/components/ui/button';
import { CheckboxField, CheckboxGroup, RadioGroup } from '@/components/ui/choices';
import { ConfirmDialog } from '@/components/ui/confirm-dialog';
import { DataList } from '@/components/ui/data-list';
import { EmptyState } from '@/components/ui/empty-state';
import { Field } from '@/components/ui/field';
import { FileInput } from '@/components/ui/file-input';
import { FilterBar, FilterChips, FilterItem } from '@/components/ui/filter-bar';
import { Breadcrumb, PageHead, SectionHead } from '@/components/ui/heads';
import { IndexNav } from '@/components/ui/index-nav';
import { DateInput, Select, TextArea, TextInput } from '@/components/ui/inputs';
import { Link } from '@/components/ui/link';
import { Meter } from '@/components/ui/meter';
import { NumberLink } from '@/components/ui/number-link';
import { FormPage, IndexedPage, Page, PanelledPage, Section } from '@/components/ui/page';
import { Pager } from '@/components/ui/pager';
import { ConfirmPanel, SaveBar } from '@/components/ui/panels';
import { SayBar } from '@/components/ui/say-bar';
import { StageBar } from '@/components/ui/stage-bar';
import { Stamp, Status } from '@/components/ui/status';
import { DraftButton, SubmitButton } from '@/components/ui/submit-button';
import { GroupRow, RowHead, Table, Td, Th } from '@/components/ui/table';
import { Tabs } from '@/components/ui/tabs';
import { TaskList } from '@/components/ui/task-list';
import { Timeline } from '@/components/ui/timeline';
import { UnitSwitch } from '@/components/ui/unit-switch';
import { refuse } from './actions';
import { SampleAmountInput } from './capitals';
import { paceSample } from './pace-sample';

const here = '/dev/ui';
const menu = [
  { href: here, label: '工作台', count: 28 },
  { href: '/cases', label: '案件' },
  { href: '/projects', label: '项目库' },
  { href: '/households', label: '农户' },
  { href: '/payments', label: '资金' },
  { href: '/reports', label: '报表' },
  { href: '/admin', label: '管理' },
];

export function Gallery() {
  const signOut = <button type="button">退出登录</button>;
  return (
    <>
      <Masthead
        items={menu}
        personHref={here}
        personName="周启明"
        organisationName="望川县扶贫办"
        searchHref={here}
        signOut={signOut}
      />
      <main id="main" className="max-md:pb-14">
        <Watermark text="沈若琳 31027 2017-08-15 14:08" />
        <Worklist />
        <CasePage />
        <ReportForm />
        <Dashboard />
      </main>
      <BottomBar
        items={menu}
        label="底部导航"
        moreLabel="更多"
        account={
          <>
            <span>周启明</span>
            <LanguageSwitch />
            {signOut}
          </>
        }
      />
    </>
  );
}

const rows = [
  {
    ref: 'A-2017-0129',
    name: '云菌农民专业合作社食用菌大棚二期',
    town: '石桥乡',
    amount: '180.00',
    stage: '业务受理',
    left: '−2',
    word: '已超期',
    tone: 'red',
    me: true,
  },
  {
    ref: 'A-2017-0144',
    name: '三道河村扶贫车间设备购置',
    town: '柏溪镇',
    amount: '260.00',
    stage: '尽职调查',
    left: '0',
    word: '今日到期',
    tone: 'amber',
    me: true,
  },
  {
    ref: 'A-2017-0137',
    name: '禾丰农业生猪养殖基地扩建',
    town: '柏溪镇',
    amount: '820.00',
    stage: '融资决策',
    left: '3',
    word: '',
    tone: 'ink',
    me: false,
  },
];

function Worklist() {
  return (
    <IndexedPage
      index={
        <IndexNav
          label="工作台分类"
          groups={[
            {
              title: '我的',
              items: [
                { href: here, label: '待办', count: 28, current: true },
                { href: `${here}?a`, label: '已办', count: 143 },
              ],
            },
            { title: '本单位视图', items: [{ href: `${here}?b`, label: '本月超期', count: 3, late: true }] },
          ]}
        />
      }
    >
      <PageHead
        title="待办"
        meta={
          <>
            <b className="text-ink">28</b> 件，<b className="text-red">超期 3</b>，三日内到期 6
          </>
        }
        actions={
          <>
            <ButtonLink href={here}>导入</ButtonLink>
            <ButtonLink href={here} variant="primary">
              登记咨询
            </ButtonLink>
          </>
        }
      />
      <FilterBar
        action={here}
        resetHref={here}
        more={
          <FilterItem label="通道">
            <Select name="lane" options={[]} placeholder="全部" />
          </FilterItem>
        }
      >
        <FilterItem label="关键词">
          <TextInput name="q" width="medium" placeholder="编号、名称、拼音首字母" />
        </FilterItem>
        <FilterItem label="环节">
          <Select
            name="stage"
            width="short"
            options={[{ value: 'ACCEPTANCE', label: '业务受理' }]}
            placeholder="全部"
          />
        </FilterItem>
      </FilterBar>
      <div className="flex flex-wrap items-center gap-4">
        <Tabs
          segment
          label="范围"
          items={[
            { href: here, label: '全部', count: 28, current: true },
            { href: `${here}?m`, label: '等我办', count: 18 },
          ]}
        />
        <FilterChips chips={[{ label: '地区：望川县', removeHref: here }]} clearHref={here} />
      </div>
      <Table caption="待办列表" flush={false}>
        <thead>
          <tr>
            <Th num>序号</Th>
            <Th>编号</Th>
            <Th>项目名称</Th>
            <Th>乡镇</Th>
            <Th num>金额（万元）</Th>
            <Th>通道</Th>
            <Th>当前环节</Th>
            <Th>等待</Th>
            <Th>剩余／时限（工作日）</Th>
          </tr>
        </thead>
        <tbody>
          <GroupRow title="绿色通道 6 件" note="先受理、先审查、先审批" columns={9} />
          {rows.map((row, index) => (
            <tr key={row.ref} data-selected={index === 1 ? '' : undefined}>
              <Td num phone="hide" className="text-ink-3">
                {index + 1}
              </Td>
              <Td phone="sub" more={`${row.town} ${row.stage}`} className="text-ink-2 whitespace-nowrap">
                {row.ref}
              </Td>
              <RowHead className="md:w-full">
                <Link href={`${here}?${row.ref}`}>{row.name}</Link>
              </RowHead>
              <Td phone="hide">{row.town}</Td>
              <Td num phone="sub-end" unit="万元">
                {row.amount}
              </Td>
              <Td phone="hide">
                <b className="text-green">绿色</b>
              </Td>
              <Td phone="hide" className="whitespace-nowrap">
                {row.stage}
              </Td>
              <Td label="等待" className="whitespace-nowrap">
                {row.me ? (
                  <>
                    <b>我</b> 核对材料
                  </>
                ) : (
                  <span className="text-ink-2">省分公司 沈若琳</span>
                )}
              </Td>
              <Td
                phone="title-end"
                className={`whitespace-nowrap ${row.tone === 'red' ? 'text-red' : row.tone === 'amber' ? 'text-amber' : ''}`}
              >
                <b>{row.left}</b>
                <span className="text-xs text-ink-3">/5</span> <b className="text-xs">{row.word}</b>
              </Td>
            </tr>
          ))}
        </tbody>
        <tfoot>
          <tr>
            <Td phone="hide" colSpan={2} />
            <RowHead>本页合计</RowHead>
            <Td phone="hide" />
            <Td num phone="title-end" unit="万元">
              1,260.00
            </Td>
            <Td phone="hide" colSpan={4} />
          </tr>
        </tfoot>
      </Table>
      <Pager
        summary={
          <span>
            共 <b>28</b> 条
          </span>
        }
        firstHref={here}
        nextHref={`${here}?p=2`}
      />
      <EmptyState title="没有待办">新案件到达时会列在这里。</EmptyState>
    </IndexedPage>
  );
}

function CasePage() {
  return (
    <Page>
      <Breadcrumb
        items={[{ label: '待办', href: here }, { label: 'A-2017-0137' }]}
        end={<Link href={here}>打印审批表</Link>}
      />
      <PageHead
        title="望川县禾丰农业开发有限公司 生猪养殖基地扩建"
        below={
          <>
            <span>A-2017-0137</span>
            <span>示例项目（2017 年第 1 版）</span>
            <Stamp>绿色通道</Stamp>
            <Status tone="accent">审批中</Status>
          </>
        }
      />
      <StageBar
        steps={[
          { name: '客户咨询', state: 'done', dates: '07-03', people: '柏溪镇服务站 李春禾' },
          { name: '业务受理', state: 'done', dates: '07-04 ～ 07-06', people: '望川县扶贫办 周启明' },
          { name: '尽职调查', state: 'done', dates: '07-07 ～ 07-24', people: '方知远、许南星' },
          {
            name: '融资决策',
            state: 'current',
            dates: '07-25 起，08-11 到省分公司',
            people: (
              <>
                <b>等待 沈若琳</b> 已由县、市两级签署
              </>
            ),
          },
          { name: '合同签署', state: 'todo', dates: '未开始', people: '客户经理、法审' },
          { name: '资金发放', state: 'todo', dates: '未开始', people: '放款岗、复核岗' },
          { name: '跟踪服务', state: 'todo', dates: '未开始', people: '客户经理' },
        ]}
      />
      <PanelledPage
        panel={
          <ConfirmPanel
            title="您的决策"
            note="省分公司，第 3 级"
            why={
              <>
                没有「同意」选项：本件 <b>820 万元</b>，超出本级权限 <b>500 万元</b>。
              </>
            }
          >
            <ActionForm action={refuse} aria-label="决策">
              <Field name="decision" label="决策" group>
                <RadioGroup
                  defaultValue="ESCALATE"
                  choices={[
                    {
                      value: 'ESCALATE',
                      label: '上报总公司',
                      children: (
                        <SampleAmountInput name="recommended" aria-label="建议金额" unit="万元" defaultValue="820.00" />
                      ),
                    },
                    { value: 'RETURN', label: '退回', hint: '须选择退回环节并写明需补正的事项，时限暂停' },
                  ]}
                />
              </Field>
              <Field
                name="opinion"
                label="意见"
                end={
                  <Link href={here} className="text-sm">
                    常用语
                  </Link>
                }
              >
                <TextArea rows={2} />
              </Field>
              <CheckboxField name="noInterest" label="本人与申请人及其关联人无利害关系" />
              <div className="mt-2 flex gap-2">
                <SubmitButton>下一步：核对并上报</SubmitButton>
                <DraftButton>存草稿</DraftButton>
              </div>
            </ActionForm>
          </ConfirmPanel>
        }
      >
        <Section>
          <SectionHead note="单位：万元">金额</SectionHead>
          <Amounts
            missing="--"
            cells={[
              { label: '申请', value: '1,000.00', note: '07-03 申请人' },
              { label: '建议', value: '820.00', note: '07-24 尽职调查' },
              { label: '批准', note: '待总公司决策' },
              { label: '签约', note: '未到环节' },
              { label: '发放', note: '未到环节' },
              { label: '余额', note: '未到环节' },
            ]}
          />
        </Section>
        <Section>
          <SectionHead note="依据：授权书〔2017〕12 号">审批权限</SectionHead>
          <SayBar tone="amber" className="mb-2.5" detail="超出 320 万元。本年度未开通「扩大权限」。">
            本级权限 500 万元，本件 820 万元，须报总公司。
          </SayBar>
          <AuthorityLadder
            caption="审批权限"
            unit="万元"
            amount={820}
            heads={{
              level: '审批层级',
              limit: '权限（万元）',
              compared: '与本件 820.00 相比',
              status: '意见',
              amount: '金额（万元）',
              who: '经办、日期',
            }}
            levels={[
              {
                name: '望川县支公司',
                limit: 50,
                limitText: '50',
                status: <Status tone="green">同意上报</Status>,
                amountText: '820.00',
                who: '宋时雨 07-28',
              },
              {
                name: '云川市分公司',
                limit: 200,
                limitText: '200',
                status: <Status tone="green">同意上报</Status>,
                amountText: '820.00',
                who: '韩立言 08-11',
              },
              {
                name: '省分公司（本级）',
                limit: 500,
                limitText: '500',
                status: <Status tone="accent">待您决策</Status>,
                amountText: '--',
                who: '沈若琳',
                current: true,
              },
              {
                name: '总公司',
                limit: null,
                limitText: '不限',
                status: <Status hollow>未开始</Status>,
                amountText: '--',
                who: '--',
              },
            ]}
          />
        </Section>
        <Section>
          <Tabs
            label="案件内容"
            items={[
              { href: here, label: '基本信息', current: true },
              { href: `${here}?1`, label: '尽调' },
              { href: `${here}?2`, label: '材料', count: '12/14' },
            ]}
          />
          <DataList
            facts={[
              { label: '申请主体', value: '望川县禾丰农业开发有限公司' },
              { label: '资金用途', value: '新建圈舍 4 栋' },
              { label: '联系人', value: '仲*', note: '186****1402' },
              {
                label: '利益联结',
                value: (
                  <>
                    <NumberLink href={here}>46</NumberLink> 户
                  </>
                ),
                note: '协议已签 46/46',
              },
            ]}
          />
        </Section>
        <Section>
          <SectionHead
            end={<Link href={here}>全部 14 项</Link>}
            note={
              <>
                <Meter done={12} total={14} /> 本环节必需 9/9 已核
              </>
            }
          >
            材料
          </SectionHead>
          <Table caption="材料">
            <thead>
              <tr>
                <Th>材料</Th>
                <Th>要求</Th>
                <Th>状态</Th>
              </tr>
            </thead>
            <tbody>
              <tr>
                <RowHead>尽职调查报告</RowHead>
                <Td phone="sub">本环节必需</Td>
                <Td phone="title-end">
                  <Status tone="green">已核</Status>
                </Td>
              </tr>
              <tr>
                <RowHead>保证保险凭证</RowHead>
                <Td phone="sub">签约前必需</Td>
                <Td phone="title-end">
                  <Status tone="amber" hollow>
                    缺
                  </Status>
                </Td>
              </tr>
            </tbody>
          </Table>
        </Section>
        <Section>
          <SectionHead note="由近到远">时间线</SectionHead>
          <Timeline
            entries={[
              {
                id: '1',
                when: '2017-08-14 17:32',
                title: '补传材料：环境影响登记表',
                who: '周启明，望川县扶贫办',
                note: '发生于 2017-08-11，记录于 2017-08-14',
              },
              { id: '2', when: '2017-08-11 09:26', title: '上报省分公司', who: '韩立言' },
            ]}
          />
          <p className="mt-3 flex gap-2">
            <ConfirmDialog trigger="撤回" title="撤回本件？" description="撤回后回到上一环节。">
              <Button variant="danger">撤回</Button>
            </ConfirmDialog>
            <Button disabled>不可用</Button>
            <Button variant="text">文字</Button>
            <Button size="small">小</Button>
          </p>
        </Section>
      </PanelledPage>
    </Page>
  );
}

function ReportForm() {
  return (
    <Page>
      <PageHead title="尽职调查报告" meta="望川县禾丰农业开发有限公司" rule />
      <FormPage
        parts={
          <TaskList
            title="报告各部分"
            progress="已完成 2/7"
            tasks={[
              { name: '一、主体与经营', href: `${here}?p1`, state: 'done', word: '已完成' },
              { name: '二、现场走访', href: `${here}?p2`, state: 'wrong', word: '4 处更正', current: true },
              { name: '三、财务与偿债', href: `${here}?p3`, state: 'doing', word: '进行中' },
              { name: '七、结论与建议', href: `${here}?p7`, state: 'blocked', word: '暂不能填写' },
            ]}
          />
        }
        facts={
          <>
            <h2 className="mb-1 font-bold">已有信息，不必再填</h2>
            <DataList
              narrow
              facts={[
                { label: '申请主体', value: '望川县禾丰农业开发有限公司', source: '业务受理' },
                { label: '申请金额（万元）', value: '1,000.00', source: '客户咨询' },
              ]}
            />
          </>
        }
      >
        <ActionForm action={refuse} id="report" aria-label="现场走访">
          <h2 className="mb-2 font-serif text-lg font-bold">二、现场走访</h2>
          <Field name="partner" label="B 角" required>
            <Select
              options={[
                { value: 'x', label: '方知远 望川县支公司' },
                { value: 'y', label: '许南星' },
              ]}
              placeholder="请选择"
            />
          </Field>
          <Field name="visitedOn" label="走访日期" hint="两人同到现场的那一天。" required>
            <DateInput />
          </Field>
          <Field name="amount" label="建议金额">
            <SampleAmountInput unit="万元" />
          </Field>
          <Field name="agrees" label="现场与申报是否相符" group>
            <RadioGroup
              choices={[
                { value: 'YES', label: '相符' },
                { value: 'MOSTLY', label: '基本相符，相差已说明' },
                { value: 'NO', label: '不相符' },
              ]}
            />
          </Field>
          <Field name="seen" label="看到的" group>
            <CheckboxGroup
              choices={[
                { value: 'GATE', label: '大门' },
                { value: 'BARN', label: '圈舍' },
              ]}
            />
          </Field>
          <Field name="photo" label="现场照片">
            <FileInput accept="image/*" multiple />
          </Field>
          <Field name="note" label="走访情况" hint="写看到的人、物和账，不写结论。">
            <TextArea />
          </Field>
          <SaveBar savedAt="14:08">
            <SubmitButton>保存并继续</SubmitButton>
            <DraftButton>存草稿</DraftButton>
          </SaveBar>
        </ActionForm>
      </FormPage>
    </Page>
  );
}

function Dashboard() {
  const funnel: [string, number, boolean][] = [
    ['客户咨询', 372, false],
    ['业务受理', 211, true],
    ['尽职调查', 182, false],
    ['批准', 100, true],
  ];
  return (
    <Page>
      <PageHead title="示例项目 工作进展" meta="2017-05-16 启动" actions={<UnitSwitch current="WAN" />} />
      <Headlines
        figures={[
          {
            label: '累计受理（件）',
            value: '211',
            href: here,
            note: (
              <>
                较上周 ▲ 增 <NumberLink href={here}>18</NumberLink>
              </>
            ),
          },
          { label: '累计批准（件）', value: '100', href: here, note: '批准率 47.39%' },
          { label: '融资金额（亿元）', value: '2.04', href: here, note: '20,389.00 万元', weight: 1.35 },
          { label: '在办（件）', value: '123', href: here, note: <b className="text-red">超期 28</b>, weight: 1.1 },
        ]}
      />
      <div className="mt-5 gap-x-10 lg:grid lg:grid-cols-[minmax(0,1fr)_29.25rem]">
        <Figure
          title="目标进度"
          measure="累计融资金额，单位：万元"
          finding={
            <>
              <b className="text-red">落后时间进度 48.52 个百分点。</b>须日均 4,276.45 万元。
            </>
          }
          note="口径：融资金额为已批准案件批准金额之和。"
          end={<Link href={here}>导出</Link>}
          chart={
            <PaceChart
              description="累计融资金额与计划"
              points={paceSample}
              nowX={90}
              xTicks={[
                { x: 0, label: '05-16' },
                { x: 30, label: '06-15' },
                { x: 60, label: '07-15' },
                { x: 90, label: '08-15' },
                { x: 155, label: '10-18' },
              ]}
              yTicks={[
                { y: 0, label: '0' },
                { y: 50000, label: '50,000' },
                { y: 100000, label: '100,000' },
                { y: 150000, label: '150,000' },
                { y: 200000, label: '200,000' },
              ]}
              labels={{
                actual: '实际 20,389',
                plan: '按时间进度应达 117,419',
                needed: '须日均 4,276.45',
                target: '目标 200,000',
              }}
            />
          }
          table={
            <Table caption="目标进度">
              <thead>
                <tr>
                  <Th>时点</Th>
                  <Th num>金额（万元）</Th>
                </tr>
              </thead>
              <tbody>
                <tr>
                  <RowHead>2017-08-15</RowHead>
                  <Td num>20,389.00</Td>
                </tr>
              </tbody>
            </Table>
          }
        />
        <div>
          <Figure
            title="逐月走势"
            measure="%"
            chart={
              <TrendChart
                description="逾期率，2017-06 至 2017-08 逐月"
                points={[
                  { label: '2017-06', value: null },
                  { label: '2017-07', value: 436 },
                  { label: '2017-08', value: 391 },
                ]}
                yTicks={[
                  { y: 0, label: '0.00' },
                  { y: 500, label: '5.00' },
                ]}
              />
            }
          />
          <Figure
            title="办理漏斗"
            measure="累计件数"
            chart={
              <Table caption="办理漏斗" phone="scroll">
                <thead>
                  <tr>
                    <Th>环节</Th>
                    <Th>占比</Th>
                    <Th num>件</Th>
                  </tr>
                </thead>
                <tbody>
                  {funnel.map(([name, count, named]) => (
                    <tr key={name}>
                      <RowHead className="w-19">{name}</RowHead>
                      <BarCell share={count / 372} named={named} average={0.4} />
                      <Td num>
                        <NumberLink href={here}>{count}</NumberLink>
                      </Td>
                    </tr>
                  ))}
                </tbody>
              </Table>
            }
          />
          <Figure
            title="在办时限"
            measure="件"
            chart={
              <>
                <StackLegend
                  items={[
                    { tone: 'accent', label: '时限内 69' },
                    { tone: 'amber', label: '临期 17' },
                    { tone: 'red-light', label: '超期 1–5 日 19' },
                    { tone: 'red', label: '超期 5 日以上 9' },
                    { tone: 'paused', label: '补正暂停 9' },
                  ]}
                />
                <Table caption="在办时限" phone="scroll">
                  <thead>
                    <tr>
                      <Th>环节</Th>
                      <Th>占比</Th>
                      <Th num>在办</Th>
                    </tr>
                  </thead>
                  <tbody>
                    <tr>
                      <RowHead className="w-19">尽职调查</RowHead>
                      <StackCell
                        whole={41}
                        parts={[
                          { value: 22, tone: 'accent', label: '时限内 22' },
                          { value: 5, tone: 'amber', label: '临期 5' },
                          { value: 6, tone: 'red-light', label: '超期 6' },
                          { value: 3, tone: 'red', label: '超期 3' },
                          { value: 5, tone: 'paused', label: '暂停 5' },
                        ]}
                      />
                      <Td num>41</Td>
                    </tr>
                  </tbody>
                </Table>
              </>
            }
          />
        </div>
      </div>
    </Page>
  );
}
